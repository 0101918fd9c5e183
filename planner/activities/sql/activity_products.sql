-- activity_products: the products in the paid orders of some days, numbered in order of their codes.
-- grain: one row a product
-- columns: product_number INTEGER, product VARCHAR, category VARCHAR
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: Number 0 has an empty code: lines that name no product, and orders without lines. The
--   category is that of the order lines, else of the product sheet, else of the stock sheet.
WITH sold AS (
    SELECT coalesce(product, '') AS product, max(category) AS category
    FROM product_sales
    WHERE hour_start >= CAST($first_day AS DATE)
        AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
    GROUP BY 1
    UNION ALL
    SELECT '', NULL
),
listed AS (
    SELECT product, max(category) AS category FROM product_items GROUP BY product
),
held AS (
    SELECT product, max(category) AS category FROM stock_items GROUP BY product
)
SELECT
    CAST(row_number() OVER (ORDER BY sold.product) - 1 AS INTEGER) AS product_number,
    sold.product,
    coalesce(max(sold.category), max(listed.category), max(held.category)) AS category
FROM sold
LEFT JOIN listed ON listed.product = sold.product
LEFT JOIN held ON held.product = sold.product
GROUP BY sold.product
ORDER BY sold.product
