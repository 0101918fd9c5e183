-- province_steps: how far the orders of each province came that were placed in a period.
-- grain: one row a province, and one for orders whose province is unknown
-- columns: name VARCHAR, orders_placed BIGINT, orders_paid BIGINT, orders_refunded_whole BIGINT,
--   paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
SELECT
    province AS name,
    CAST(sum(orders_placed) AS BIGINT) AS orders_placed,
    CAST(sum(orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(orders_refunded_whole) AS BIGINT) AS orders_refunded_whole,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount
FROM order_steps
WHERE hour_start >= CAST($first_day AS DATE)
    AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
GROUP BY province
ORDER BY orders_placed DESC, name
