-- sales_without_stock: products that were sold in a window and stand in no stock list.
-- grain: one row a product
-- columns: product VARCHAR, title VARCHAR, units BIGINT, list_amount DECIMAL(18,2)
-- uses: matches
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: Lines that name no product are left out. Largest amount first.
WITH stocked AS (
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
