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
WITH taken AS (
    SELECT step, epoch(till) - epoch(since) AS seconds
    FROM orders
    CROSS JOIN LATERAL (
        SELECT 'payment' AS step, created_at AS since, paid_at AS till
        UNION ALL
        SELECT 'shipping', paid_at, shipped_at
        UNION ALL
        SELECT 'receipt', shipped_at, received_at
    ) AS steps
    WHERE NOT is_return AND paid_at IS NOT NULL AND since IS NOT NULL AND till IS NOT NULL
        AND created_at >= CAST($first_day AS DATE)
        AND created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
),
quantiles AS (
    SELECT
        step,
        quantile_cont(seconds, 0.5) AS median_seconds,
        quantile_cont(seconds, 0.8) AS p80_seconds,
        quantile_cont(seconds, 0.95) AS p95_seconds
    FROM taken
    WHERE seconds >= 0
    GROUP BY step
)
SELECT
    taken.step,
    CAST(
        CASE
            WHEN seconds < 0 THEN -1
            WHEN seconds <= 60 THEN 0
            WHEN seconds <= 600 THEN 1
            WHEN seconds <= 3600 THEN 2
            WHEN seconds <= 21600 THEN 3
            WHEN seconds <= 86400 THEN 4
            WHEN seconds <= 172800 THEN 5
            WHEN seconds <= 259200 THEN 6
            WHEN seconds <= 604800 THEN 7
            WHEN seconds <= 1296000 THEN 8
            ELSE 9
        END AS BIGINT
    ) AS band,
    count(*) AS orders,
    count(*) FILTER (WHERE seconds = 0) AS same_moment,
    any_value(quantiles.median_seconds) AS median_seconds,
    any_value(quantiles.p80_seconds) AS p80_seconds,
    any_value(quantiles.p95_seconds) AS p95_seconds
FROM taken
LEFT JOIN quantiles ON quantiles.step = taken.step
GROUP BY 1, 2
ORDER BY 1, 2
