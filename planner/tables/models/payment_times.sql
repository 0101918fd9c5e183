-- payment_times: how long after placing the orders of a day were paid.
-- grain: one row a day of placing and band of time
-- columns: day DATE, paid_within VARCHAR, orders_placed BIGINT, same_moment BIGINT
-- note: paid_within is 10_minutes, 1_hour, 24_hours, later or never, each without those before it.
--   same_moment counts the orders paid in the second they were placed: where all are, the sheet has
--   one time for both.
SELECT
    CAST(created_at AS DATE) AS day,
    CASE
        WHEN paid_at IS NULL THEN 'never'
        WHEN paid_at <= created_at + INTERVAL 10 MINUTE THEN '10_minutes'
        WHEN paid_at <= created_at + INTERVAL 1 HOUR THEN '1_hour'
        WHEN paid_at <= created_at + INTERVAL 24 HOUR THEN '24_hours'
        ELSE 'later'
    END AS paid_within,
    count(*) AS orders_placed,
    count(*) FILTER (WHERE paid_at = created_at) AS same_moment
FROM orders
WHERE created_at IS NOT NULL AND NOT is_return
GROUP BY 1, 2
ORDER BY 1, 2
