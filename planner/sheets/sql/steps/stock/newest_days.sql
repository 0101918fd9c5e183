-- newest_days: the newest day of items of which the list tells several days.
-- grain: one row an item (SKU, barcode and variant) and warehouse
-- columns: sku VARCHAR, barcode VARCHAR, spec VARCHAR, warehouse VARCHAR, as_of DATE
SELECT sku, barcode, spec, warehouse, max(as_of) AS as_of
FROM stock_rows
WHERE code IS NULL AND as_of IS NOT NULL
GROUP BY sku, barcode, spec, warehouse
HAVING min(as_of) < max(as_of)
