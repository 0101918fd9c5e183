-- refunded_products: the products whose orders had something given back most often.
-- grain: one row a product
-- columns: product VARCHAR, title VARCHAR, orders_paid BIGINT, orders_refunded BIGINT
-- parameters: $first_day DATE, $last_day DATE, $row_count BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $row_count = 10
-- note: an order counts with each product it held; which of them came back the order does not say.
SELECT
    product,
    arg_max(title, units) AS title,
    CAST(sum(orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(orders_refunded) AS BIGINT) AS orders_refunded
FROM product_sales
WHERE hour_start >= CAST($first_day AS DATE)
    AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
GROUP BY product
HAVING sum(orders_refunded) > 0
ORDER BY orders_refunded DESC, orders_paid, product
LIMIT CAST($row_count AS BIGINT)
