-- item_barcodes: the items that bear each barcode; of several a scan tells none.
-- grain: one row a barcode
-- columns: barcode VARCHAR, codes VARCHAR[]
-- note: A code that changed is one item with the one that it has now.
SELECT barcode, list_sort(list(DISTINCT item)) AS codes
FROM item_products
WHERE barcode IS NOT NULL AND sku IS NOT NULL
GROUP BY barcode
ORDER BY barcode
