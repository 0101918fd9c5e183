-- stock: what lies where, from the newest lists of each warehouse.
-- grain: one row an item (SKU, barcode and variant), warehouse, day of arrival and list
-- columns: sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR, category VARCHAR,
--   warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT, reserved BIGINT,
--   incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta DATE, unit_cost DECIMAL(18,2),
--   list_price DECIMAL(18,2), supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN,
--   source_row BIGINT, import_id VARCHAR
-- note: For each warehouse the newest import that holds stock replaces older stock whole: an item
--   it does not name is not there. A list of what is on the way replaces older ones so, too. A
--   count replaces only older counts of the same item: shelves are counted sheet by sheet, and a
--   cell that is still empty counts nothing. A list that names no warehouse speaks of all of them:
--   an item's newest list replaces older ones of the item where either of the two names none.
WITH owners AS (
    SELECT barcode, max(sku) AS sku
    FROM imported_stock
    WHERE barcode IS NOT NULL
    GROUP BY barcode
    HAVING count(DISTINCT sku) = 1
),
lists AS (
    SELECT
        warehouse,
        import_order,
        CASE
            WHEN count(on_hand) + count(available) > 0 THEN 'held'
            WHEN count(counted) > 0 THEN 'counted'
            WHEN count(incoming) > 0 THEN 'incoming'
            ELSE 'nothing'
        END AS holds
    FROM imported_stock
    GROUP BY warehouse, import_order
),
newest AS (
    SELECT warehouse, holds, max(import_order) AS import_order
    FROM lists
    GROUP BY warehouse, holds
),
said AS (
    SELECT
        imported_stock.*,
        lists.holds,
        coalesce(imported_stock.sku, owners.sku, imported_stock.barcode) AS item
    FROM imported_stock
    INNER JOIN lists
        ON lists.warehouse IS NOT DISTINCT FROM imported_stock.warehouse
        AND lists.import_order = imported_stock.import_order
    LEFT JOIN owners ON owners.barcode = imported_stock.barcode
),
newest_of_item AS (
    SELECT
        item,
        holds,
        max(import_order) AS import_order,
        coalesce(max(import_order) FILTER (WHERE warehouse IS NULL), 0) AS of_all_warehouses
    FROM said
    WHERE holds <> 'counted' OR counted IS NOT NULL
    GROUP BY item, holds
),
newest_counts AS (
    SELECT item, spec, warehouse, max(import_order) AS import_order
    FROM said
    WHERE holds = 'counted' AND counted IS NOT NULL
    GROUP BY item, spec, warehouse
)
SELECT
    said.sku,
    said.barcode,
    said.title,
    said.spec,
    said.category,
    said.warehouse,
    said.location,
    said.on_hand,
    said.available,
    said.reserved,
    said.incoming,
    said.counted,
    said.counted_at,
    said.eta,
    said.unit_cost,
    said.list_price,
    said.supplier,
    said.lead_time_days,
    said.is_main,
    said.source_row,
    said.import_id
FROM said
INNER JOIN newest
    ON newest.warehouse IS NOT DISTINCT FROM said.warehouse AND newest.holds = said.holds
LEFT JOIN newest_of_item
    ON newest_of_item.item = said.item AND newest_of_item.holds = said.holds
LEFT JOIN newest_counts
    ON said.counted IS NOT NULL
    AND newest_counts.item = said.item
    AND newest_counts.spec IS NOT DISTINCT FROM said.spec
    AND newest_counts.warehouse IS NOT DISTINCT FROM said.warehouse
WHERE
    said.import_order
        = CASE WHEN said.holds = 'counted' AND said.counted IS NOT NULL
            THEN newest_counts.import_order
            ELSE newest.import_order
        END
    AND said.import_order >= coalesce(newest_of_item.of_all_warehouses, 0)
    AND (
        said.warehouse IS NOT NULL
        OR said.import_order >= coalesce(newest_of_item.import_order, 0)
    )
ORDER BY said.sku, said.barcode, said.spec, said.warehouse, said.eta, said.import_id
