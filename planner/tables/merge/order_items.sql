-- order_items: the lines of every order, all from the newest import that holds lines of it.
-- grain: one row a line of an order
-- columns: line_id VARCHAR, order_id VARCHAR, product_id VARCHAR, sku VARCHAR, title VARCHAR,
--   spec VARCHAR, category VARCHAR, quantity BIGINT, unit_price DECIMAL(18,2), status VARCHAR,
--   is_service BOOLEAN, source_row BIGINT, import_id VARCHAR
SELECT imported_order_items.* EXCLUDE (import_order)
FROM imported_order_items
INNER JOIN (
    SELECT order_id, max(import_order) AS import_order FROM imported_order_items GROUP BY order_id
) AS newest
    ON newest.order_id = imported_order_items.order_id
    AND newest.import_order = imported_order_items.import_order
