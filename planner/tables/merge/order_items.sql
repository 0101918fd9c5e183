-- order_items: the lines of every order, all from the newest import that holds lines of it.
-- grain: one row a line of an order
-- columns: line_id VARCHAR, order_id VARCHAR, product_id VARCHAR, sku VARCHAR, title VARCHAR,
--   spec VARCHAR, category VARCHAR, quantity BIGINT, unit_price DECIMAL(18,2), status VARCHAR,
--   source_row BIGINT, import_id VARCHAR
SELECT
    line_id, order_id, product_id, sku, title, spec, category, quantity, unit_price, status,
    source_row, import_id
FROM (
    SELECT
        *,
        max(import_order) OVER (PARTITION BY order_id) AS newest
    FROM imported_order_items
) AS ranked
WHERE import_order = newest
ORDER BY order_id, source_row
