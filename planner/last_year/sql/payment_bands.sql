-- payment_bands: how long after placing the orders of a window were paid.
-- grain: one row a band of time
-- columns: paid_within VARCHAR, orders_placed BIGINT, same_moment BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: counts the orders placed in the window, whenever they were paid; the bands sum to them.
SELECT
    paid_within,
    CAST(sum(orders_placed) AS BIGINT) AS orders_placed,
    CAST(sum(same_moment) AS BIGINT) AS same_moment
FROM payment_times
WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
GROUP BY paid_within
ORDER BY paid_within
