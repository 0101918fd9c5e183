-- reference_hours: orders and revenue in every hour of the reference window.
-- grain: one row an hour of the window, empty hours included
-- columns: hour_start TIMESTAMP, orders_placed BIGINT, orders_paid BIGINT,
--   paid_amount DECIMAL(18,2), items_paid BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: orders count at the hour of placing; paid orders, revenue and items at that of payment.
SELECT
    CAST(every.hour_start AS TIMESTAMP) AS hour_start,
    CAST(coalesce(hours.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(hours.orders_paid, 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(hours.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    hours.items_paid
FROM generate_series(
    CAST($first_day AS TIMESTAMP),
    CAST($last_day AS TIMESTAMP) + INTERVAL 23 HOUR,
    INTERVAL 1 HOUR
) AS every(hour_start)
LEFT JOIN hours ON hours.hour_start = every.hour_start
ORDER BY 1
