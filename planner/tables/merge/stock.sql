-- stock: what lies where, from the newest lists of each warehouse.
-- grain: one row an item (SKU, barcode and variant), warehouse and day of arrival
-- columns: sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR, category VARCHAR,
--   warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT, reserved BIGINT,
--   incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta DATE, unit_cost DECIMAL(18,2),
--   list_price DECIMAL(18,2), supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN,
--   source_row BIGINT, import_id VARCHAR
-- note: For each warehouse the newest import that holds stock replaces older stock whole: an item
--   it does not name is not there. Lists of counted pieces, and lists of what is on the way,
--   replace only each other. A list that names no warehouse speaks of all of them: an item's
--   newest list replaces older ones of the item where either of the two names none.
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
            ELSE 'incoming'
        END AS holds
    FROM imported_stock
    GROUP BY warehouse, import_order
),
newest AS (
    SELECT warehouse, max(import_order) AS import_order
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
    GROUP BY item, holds
),
valid AS (
    SELECT said.*
    FROM said
    INNER JOIN newest
        ON newest.warehouse IS NOT DISTINCT FROM said.warehouse
        AND newest.import_order = said.import_order
    INNER JOIN newest_of_item ON newest_of_item.item = said.item AND newest_of_item.holds = said.holds
    WHERE
        said.import_order >= newest_of_item.of_all_warehouses
        AND (said.warehouse IS NOT NULL OR said.import_order = newest_of_item.import_order)
)
SELECT
    sku,
    barcode,
    arg_max(title, import_order) AS title,
    spec,
    arg_max(category, import_order) AS category,
    warehouse,
    arg_max(location, import_order) AS location,
    arg_max(on_hand, import_order) AS on_hand,
    arg_max(available, import_order) AS available,
    arg_max(reserved, import_order) AS reserved,
    arg_max(incoming, import_order) AS incoming,
    arg_max(counted, import_order) AS counted,
    arg_max(counted_at, import_order) AS counted_at,
    eta,
    arg_max(unit_cost, import_order) AS unit_cost,
    arg_max(list_price, import_order) AS list_price,
    arg_max(supplier, import_order) AS supplier,
    arg_max(lead_time_days, import_order) AS lead_time_days,
    arg_max(is_main, import_order) AS is_main,
    arg_max(source_row, import_order) AS source_row,
    arg_max(import_id, import_order) AS import_id
FROM valid
GROUP BY sku, barcode, spec, warehouse, eta
ORDER BY sku, barcode, spec, warehouse, eta
