-- order_items: the canonical lines of orders.
-- kept: parquet
-- grain: one row a line
-- columns: line_id VARCHAR, order_id VARCHAR, product_id VARCHAR, sku VARCHAR, title VARCHAR,
--   spec VARCHAR, category VARCHAR, quantity BIGINT, unit_price DECIMAL(18,2), status VARCHAR,
--   is_service BOOLEAN, source_row BIGINT, import_id VARCHAR
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
    is_service_code(coalesce(sku, product_id)) OR is_service_title(title) AS is_service,
    source_row,
    settings.import_id
FROM lines
CROSS JOIN settings
WHERE quantity IS NOT NULL
