-- stock: what lies where, from the newest lists of each warehouse.
-- grain: one row an item (SKU, barcode and variant), warehouse, day of arrival and list
-- columns: sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR, category VARCHAR,
--   warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT, reserved BIGINT,
--   incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta DATE, as_of DATE,
--   unit_cost DECIMAL(18,2), list_price DECIMAL(18,2), supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN,
--   source_row BIGINT, import_id VARCHAR
-- note: For each warehouse the newest import that holds stock replaces older stock whole: an item
--   it does not name is not there. A list of what is on the way replaces older ones so, too. A
--   count replaces only older counts of the same item: shelves are counted sheet by sheet, and a
--   cell that is still empty counts nothing. A list that names no warehouse speaks of all of them:
--   an item's newest list replaces older ones of the item where either of the two names none.
--   Goods on the way are told by both kinds of list, so of an item (and warehouse, where both name
--   one) only the newest list that tells them counts. A list tells them of each item it names if it
--   does of any: a blank there is none, and ends what an older list said.
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
),
newest_arrivals AS (
    SELECT item, warehouse, max(import_order) AS import_order
    FROM said
    WHERE import_order IN (SELECT import_order FROM imported_stock WHERE incoming IS NOT NULL)
    GROUP BY item, warehouse
),
newest_arrivals_of_item AS (
    SELECT
        item,
        max(import_order) AS import_order,
        max(import_order) FILTER (WHERE warehouse IS NULL) AS of_all_warehouses
    FROM newest_arrivals
    GROUP BY item
),
in_force AS (
    SELECT
        said.*,
        said.import_order >= greatest(
            coalesce(newest_arrivals.import_order, 0),
            coalesce(
                CASE
                    WHEN said.warehouse IS NULL THEN newest_arrivals_of_item.import_order
                    ELSE newest_arrivals_of_item.of_all_warehouses
                END,
                0
            )
        ) AS has_newest_incoming
    FROM said
    INNER JOIN newest
        ON newest.warehouse IS NOT DISTINCT FROM said.warehouse AND newest.holds = said.holds
    LEFT JOIN newest_of_item
        ON newest_of_item.item = said.item AND newest_of_item.holds = said.holds
    LEFT JOIN newest_counts
        ON newest_counts.item = said.item
        AND newest_counts.spec IS NOT DISTINCT FROM said.spec
        AND newest_counts.warehouse IS NOT DISTINCT FROM said.warehouse
    LEFT JOIN newest_arrivals
        ON newest_arrivals.item = said.item
        AND newest_arrivals.warehouse IS NOT DISTINCT FROM said.warehouse
    LEFT JOIN newest_arrivals_of_item ON newest_arrivals_of_item.item = said.item
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
)
SELECT
    sku,
    barcode,
    title,
    spec,
    category,
    warehouse,
    location,
    on_hand,
    available,
    reserved,
    CASE WHEN has_newest_incoming THEN incoming END AS incoming,
    counted,
    counted_at,
    CASE WHEN has_newest_incoming THEN eta END AS eta,
    as_of,
    unit_cost,
    list_price,
    supplier,
    lead_time_days,
    is_main,
    source_row,
    import_id
FROM in_force
WHERE
    has_newest_incoming
    OR incoming IS NULL
    OR coalesce(on_hand, available, reserved, counted) IS NOT NULL
ORDER BY sku, barcode, spec, warehouse, eta, import_id
