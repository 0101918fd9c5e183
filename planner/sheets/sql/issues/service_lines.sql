-- service_lines: lines that are postage, a fee or a price difference and no product.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT
    source_row,
    CASE WHEN title IS NULL THEN 'sku' ELSE 'title' END AS field,
    coalesce(title, sku, product_id) AS value
FROM order_items
WHERE is_service
