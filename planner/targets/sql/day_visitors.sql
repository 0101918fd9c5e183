-- day_visitors: visitors of the shop on each day, beside the buyers and orders of that day.
-- grain: one row a day that a visitor sheet holds
-- columns: day DATE, visitors BIGINT, buyers_paid BIGINT, orders_paid BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: a person who comes on two days is a visitor of both: the days never add up to a window.
--   buyers_paid is 0 where the orders name no buyers.
SELECT
    traffic.period_start AS day,
    traffic.visitors,
    coalesce(days.buyers_paid, 0) AS buyers_paid,
    coalesce(days.orders_paid, 0) AS orders_paid
FROM traffic
LEFT JOIN days ON days.day = traffic.period_start
WHERE traffic.period_start = traffic.period_end
    AND traffic.period_start BETWEEN $first_day AND $last_day
    AND traffic.hour IS NULL AND traffic.source IS NULL
    AND traffic.product_id IS NULL AND traffic.title IS NULL
    AND traffic.visitors > 0
ORDER BY 1
