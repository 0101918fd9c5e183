-- repeated_sku: items with several rows for one warehouse; their quantities are added up.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: An item on several shelves has several rows by right.
SELECT max(source_row) AS source_row, 'sku' AS field, coalesce(sku, barcode) AS value
FROM typed
WHERE code IS NULL
GROUP BY sku, barcode, spec, warehouse, CAST(eta AS DATE)
HAVING count(*) > greatest(count(DISTINCT location), 1)
