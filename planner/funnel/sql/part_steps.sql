-- part_steps: how far the orders came that held a product, or a category, placed in a period.
-- grain: one row a product or category, those with most orders
-- columns: name VARCHAR, title VARCHAR, orders_placed BIGINT, orders_paid BIGINT,
--   orders_refunded_whole BIGINT, paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE, $part VARCHAR, $row_count BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $part = product, $row_count = 20
-- note: $part is product or category. An order counts with each that it held.
SELECT
    product_steps.name,
    max(coalesce(product_steps.title, listed.title)) AS title,
    CAST(sum(product_steps.orders_placed) AS BIGINT) AS orders_placed,
    CAST(sum(product_steps.orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(product_steps.orders_refunded_whole) AS BIGINT) AS orders_refunded_whole,
    CAST(sum(product_steps.paid_amount) AS DECIMAL(18,2)) AS paid_amount
FROM product_steps
LEFT JOIN (
    SELECT sku, max(title) AS title FROM products WHERE sku IS NOT NULL GROUP BY sku
) AS listed ON listed.sku = product_steps.name
WHERE product_steps.part = CAST($part AS VARCHAR)
    AND product_steps.day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
GROUP BY product_steps.name
ORDER BY orders_placed DESC, product_steps.name
LIMIT CAST($row_count AS BIGINT)
