-- product_barcodes: the barcodes that each product's pieces bear, and whether a SKU of it bears none.
-- grain: one row a product that stands in a stock list or in the product list
-- columns: product VARCHAR, barcodes VARCHAR[], lacks_barcode BOOLEAN
-- parameters: $matches VARCHAR
-- sample: $matches = {"belt":"coat"}
-- note: $matches is a JSON object: code of an item to the product it was said to be.
WITH matches AS (
    SELECT
        coalesce(former.product, typed.code) AS item,
        max(coalesce(renamed.product, typed.product)) AS product
    FROM (
        SELECT unnest(map_keys(said)) AS code, unnest(map_values(said)) AS product
        FROM (SELECT CAST(CAST($matches AS JSON) AS MAP(VARCHAR, VARCHAR)) AS said) AS given
    ) AS typed
    LEFT JOIN codes AS former ON former.code = typed.code
    LEFT JOIN codes AS renamed ON renamed.code = typed.product
    GROUP BY 1
),
items AS (
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
