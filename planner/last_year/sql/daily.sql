-- daily: orders, revenue, buyers and visitors of every day.
-- grain: one row a day, empty days included
-- columns: day DATE, orders_placed BIGINT, orders_paid BIGINT, paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2), items_paid BIGINT, buyers_paid BIGINT, visitors BIGINT,
--   visitors_paid BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: buyers and visitors are those of the day alone and never add up; visitors, and those of
--   them who paid, as the sheet of visitors states them for the whole shop and this very day.
WITH stated AS (
    SELECT period_start AS day, max(visitors) AS visitors, max(paid_buyers) AS visitors_paid
    FROM traffic
    WHERE period_start = period_end
        AND period_start BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND hour IS NULL AND source IS NULL AND source_detail IS NULL
        AND product_id IS NULL AND title IS NULL
    GROUP BY period_start
)
SELECT
    CAST(every.day AS DATE) AS day,
    CAST(coalesce(days.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(days.orders_paid, 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(days.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(days.refund_amount, 0) AS DECIMAL(18,2)) AS refund_amount,
    days.items_paid,
    CAST(coalesce(days.buyers_paid, 0) AS BIGINT) AS buyers_paid,
    stated.visitors,
    stated.visitors_paid
FROM generate_series(
    CAST($first_day AS TIMESTAMP), CAST($last_day AS TIMESTAMP), INTERVAL 1 DAY
) AS every(day)
LEFT JOIN days ON days.day = CAST(every.day AS DATE)
LEFT JOIN stated ON stated.day = CAST(every.day AS DATE)
ORDER BY 1
