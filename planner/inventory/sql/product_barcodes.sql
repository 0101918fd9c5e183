-- product_barcodes: the barcodes that each product's pieces bear, and whether a SKU of it bears none.
-- grain: one row a product that stands in a stock list or in the product list
-- columns: product VARCHAR, barcodes VARCHAR[], lacks_barcode BOOLEAN
-- uses: matches
WITH items AS (
    SELECT
        coalesce(matches.product, item_products.product) AS product,
        item_products.item,
        list(DISTINCT item_products.barcode) FILTER (WHERE item_products.barcode IS NOT NULL)
            AS barcodes
    FROM item_products
    LEFT JOIN matches ON matches.item = item_products.item
    GROUP BY 1, 2
)
SELECT
    product,
    list_sort(list_distinct(flatten(list(coalesce(barcodes, []))))) AS barcodes,
    bool_or(barcodes IS NULL) AS lacks_barcode
FROM items
GROUP BY product
ORDER BY product
