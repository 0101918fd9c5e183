-- products_totals: how many products a list holds.
-- grain: one row
-- columns: products BIGINT, skus BIGINT, barcodes BIGINT
-- note: skus and barcodes are different ones; a total of a column that the sheet lacks is null.
SELECT
    count(*) AS products,
    nullif(count(DISTINCT sku), 0) AS skus,
    nullif(count(DISTINCT barcode), 0) AS barcodes
FROM products
