-- order_items: the canonical lines of orders.
-- grain: one row a line
-- columns: line_id VARCHAR, order_id VARCHAR, product_id VARCHAR, sku VARCHAR, title VARCHAR,
--   spec VARCHAR, category VARCHAR, quantity BIGINT, unit_price DECIMAL(18,2), status VARCHAR,
--   source_row BIGINT
SELECT
    line_id,
    order_id,
    product_id,
    sku,
    title,
    spec,
    category,
    quantity,
    money(unit_price) AS unit_price,
    CASE WHEN is_closed THEN 'closed' ELSE status END AS status,
    source_row
FROM typed
INNER JOIN judged USING (source_row)
WHERE code IS NULL AND quantity IS NOT NULL
ORDER BY source_row
