-- repeated_product: products with several rows for one SKU and barcode; they complete each other.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT max(source_row) AS source_row, 'sku' AS field, coalesce(sku, barcode) AS value
FROM typed
WHERE code IS NULL
GROUP BY sku, barcode
HAVING count(*) > 1 AND count(old_sku) < count(*)
