-- reference_products: what the paid orders of the reference window held, by product.
-- grain: one row a product
-- columns: product VARCHAR, title VARCHAR, category VARCHAR, orders_paid BIGINT, units BIGINT,
--   list_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: an order was paid in one hour, so its hours' orders add up. Lines that name neither code
--   nor title are one product with an empty name. Largest amount first.
SELECT
    coalesce(product, '') AS product,
    max(title) AS title,
    max(category) AS category,
    CAST(sum(orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(units) AS BIGINT) AS units,
    CAST(coalesce(sum(list_amount), 0) AS DECIMAL(18,2)) AS list_amount
FROM product_sales
WHERE hour_start >= $first_day AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
GROUP BY 1
ORDER BY list_amount DESC, units DESC, product
