-- order_clock: what the order lists say of time and payment, up to the end of a day.
-- grain: one row
-- columns: newest TIMESTAMP, orders BIGINT, unpaid BIGINT, after_day BIGINT, paid_before_placed BIGINT,
--   without_buyer BIGINT, with_time BIGINT
-- parameters: $today DATE
-- sample: $today = 2026-12-01
-- note: newest is the last moment of placing or paying up to the day; after_day counts orders placed
--   or paid later, whose clock or sheet is wrong. without_buyer are unpaid orders that name none;
--   with_time counts orders placed at another moment than midnight: of others only the day is told.
SELECT
    max(
        CASE
            WHEN paid_at < CAST($today AS DATE) + 1 THEN greatest(created_at, paid_at)
            ELSE created_at
        END
    ) FILTER (WHERE created_at < CAST($today AS DATE) + 1) AS newest,
    count(*) AS orders,
    count(*) FILTER (WHERE paid_at IS NULL) AS unpaid,
    count(*) FILTER (WHERE greatest(created_at, paid_at) >= CAST($today AS DATE) + 1) AS after_day,
    count(*) FILTER (WHERE paid_at < created_at) AS paid_before_placed,
    count(*) FILTER (WHERE paid_at IS NULL AND buyer_id IS NULL) AS without_buyer,
    count(*) FILTER (WHERE created_at <> CAST(CAST(created_at AS DATE) AS TIMESTAMP)) AS with_time
FROM orders
WHERE NOT is_return AND created_at IS NOT NULL
