-- order_span: the days that the order lists cover, and what lies after a day.
-- grain: one row
-- columns: first_day DATE, last_day DATE, orders_placed BIGINT, orders_after BIGINT,
--   refunds_told BOOLEAN
-- parameters: $today DATE
-- sample: $today = 2026-11-20
-- note: last_day is none after $today; orders_after are dated later than that. refunds_told says
--   whether any order had something given back: without one, lists may not tell refunds at all.
SELECT
    CAST(min(hour_start) AS DATE) AS first_day,
    least(CAST(max(hour_start) AS DATE), CAST($today AS DATE)) AS last_day,
    CAST(coalesce(sum(orders_placed), 0) AS BIGINT) AS orders_placed,
    CAST(
        coalesce(
            sum(orders_placed) FILTER (
                WHERE hour_start >= CAST($today AS DATE) + INTERVAL 1 DAY
            ),
            0
        ) AS BIGINT
    ) AS orders_after,
    coalesce(sum(orders_refunded) > 0, false) AS refunds_told
FROM order_steps
