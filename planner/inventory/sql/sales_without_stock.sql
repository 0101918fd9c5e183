-- sales_without_stock: products that were sold in a window and stand in no stock list.
-- grain: one row a product
-- columns: product VARCHAR, title VARCHAR, units BIGINT, list_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE, $matches VARCHAR
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $matches = {"scarf":"coat"}
-- note: $matches is a JSON object: code of an item to the product it was said to be. Lines that name
--   no product are left out. Largest amount first.
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
stocked AS (
    SELECT DISTINCT coalesce(matches.product, item_products.product) AS product
    FROM item_products
    LEFT JOIN matches ON matches.item = item_products.item
    WHERE item_products.list = 'stock'
)
SELECT
    sales.product,
    max(sales.title) AS title,
    CAST(sum(sales.units) AS BIGINT) AS units,
    CAST(coalesce(sum(sales.list_amount), 0) AS DECIMAL(18,2)) AS list_amount
FROM product_sales AS sales
LEFT JOIN stocked ON stocked.product = sales.product
WHERE
    sales.hour_start >= $first_day
    AND sales.hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
    AND sales.product IS NOT NULL
    AND stocked.product IS NULL
GROUP BY sales.product
ORDER BY list_amount DESC, units DESC, sales.product
