-- hour_steps: how far the orders came that were placed in each hour of the day, over a period.
-- grain: one row an hour of the day, empty ones included
-- columns: hour BIGINT, orders_placed BIGINT, orders_paid BIGINT, receipt_told BIGINT,
--   orders_received BIGINT, orders_sent_back BIGINT, orders_refunded_whole BIGINT,
--   paid_amount DECIMAL(18,2), visitors BIGINT, order_buyers BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: visitors and those of them who ordered as a sheet by the hour states them for the whole
--   shop, of rows that tell both; summed over the days, so who comes on two days counts twice.
WITH placed AS (
    SELECT
        CAST(hour(hour_start) AS BIGINT) AS hour,
        sum(orders_placed) AS orders_placed,
        sum(orders_paid) AS orders_paid,
        sum(receipt_told) AS receipt_told,
        sum(orders_received) AS orders_received,
        sum(orders_sent_back) AS orders_sent_back,
        sum(orders_refunded_whole) AS orders_refunded_whole,
        sum(paid_amount) AS paid_amount
    FROM order_steps
    WHERE hour_start >= CAST($first_day AS DATE)
        AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
    GROUP BY 1
),
visits AS (
    SELECT hour, sum(visitors) AS visitors, sum(order_buyers) AS order_buyers
    FROM traffic
    WHERE period_start = period_end
        AND period_start BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND hour IS NOT NULL AND source IS NULL AND source_detail IS NULL
        AND product_id IS NULL AND title IS NULL
        AND visitors IS NOT NULL AND order_buyers IS NOT NULL
    GROUP BY hour
)
SELECT
    CAST(every.hour AS BIGINT) AS hour,
    CAST(coalesce(placed.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(placed.orders_paid, 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(placed.receipt_told, 0) AS BIGINT) AS receipt_told,
    CAST(coalesce(placed.orders_received, 0) AS BIGINT) AS orders_received,
    CAST(coalesce(placed.orders_sent_back, 0) AS BIGINT) AS orders_sent_back,
    CAST(coalesce(placed.orders_refunded_whole, 0) AS BIGINT) AS orders_refunded_whole,
    CAST(coalesce(placed.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(visits.visitors AS BIGINT) AS visitors,
    CAST(visits.order_buyers AS BIGINT) AS order_buyers
FROM generate_series(0, 23) AS every(hour)
LEFT JOIN placed ON placed.hour = every.hour
LEFT JOIN visits ON visits.hour = every.hour
ORDER BY 1
