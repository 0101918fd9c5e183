-- step_times: how long the orders of a period took from one step to the next.
-- grain: one row a step and band of time
-- columns: step VARCHAR, band BIGINT, orders BIGINT, same_moment BIGINT, median_seconds DOUBLE,
--   p80_seconds DOUBLE, p95_seconds DOUBLE
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: step is payment (from placing), shipping (from payment) or receipt (from shipping), of paid
--   orders that tell both times. band is the place of the first bound that is not exceeded: 0 up to
--   1 minute, then 10 minutes, 1 hour, 6 hours, 1, 2, 3, 7 and 15 days, 9 = longer; -1 are clocks
--   that run backwards, which no quantile counts. The quantiles are those of the step and the same in
--   all its rows. same_moment counts orders whose two times are one.
WITH followed AS (
    SELECT created_at, paid_at, shipped_at, received_at
    FROM orders
    WHERE NOT is_return AND paid_at IS NOT NULL
        AND created_at >= CAST($first_day AS DATE)
        AND created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
),
taken AS (
    SELECT 'payment' AS step, epoch(paid_at) - epoch(created_at) AS seconds FROM followed
    UNION ALL
    SELECT 'shipping', epoch(shipped_at) - epoch(paid_at) FROM followed
    WHERE shipped_at IS NOT NULL
    UNION ALL
    SELECT 'receipt', epoch(received_at) - epoch(shipped_at) FROM followed
    WHERE received_at IS NOT NULL AND shipped_at IS NOT NULL
),
quantiles AS (
    SELECT step, quantile_cont(seconds, [0.5, 0.8, 0.95]) AS seconds
    FROM taken
    WHERE seconds >= 0
    GROUP BY step
)
SELECT
    taken.step,
    CAST(
        CASE
            WHEN taken.seconds < 0 THEN -1
            WHEN taken.seconds <= 60 THEN 0
            WHEN taken.seconds <= 600 THEN 1
            WHEN taken.seconds <= 3600 THEN 2
            WHEN taken.seconds <= 21600 THEN 3
            WHEN taken.seconds <= 86400 THEN 4
            WHEN taken.seconds <= 172800 THEN 5
            WHEN taken.seconds <= 259200 THEN 6
            WHEN taken.seconds <= 604800 THEN 7
            WHEN taken.seconds <= 1296000 THEN 8
            ELSE 9
        END AS BIGINT
    ) AS band,
    count(*) AS orders,
    count(*) FILTER (WHERE taken.seconds = 0) AS same_moment,
    any_value(quantiles.seconds[1]) AS median_seconds,
    any_value(quantiles.seconds[2]) AS p80_seconds,
    any_value(quantiles.seconds[3]) AS p95_seconds
FROM taken
LEFT JOIN quantiles ON quantiles.step = taken.step
GROUP BY 1, 2
ORDER BY 1, 2
