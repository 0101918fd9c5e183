-- refunds: how many paid orders of a window had something given back, and how much.
-- grain: one row
-- columns: orders_paid BIGINT, orders_refunded BIGINT, paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: refunds count at the day of payment of their order; a return without its order is a refund
--   of the day it was booked on, and no order.
SELECT
    CAST(coalesce(sum(orders_paid), 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(sum(orders_refunded), 0) AS BIGINT) AS orders_refunded,
    CAST(coalesce(sum(paid_amount), 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(sum(refund_amount), 0) AS DECIMAL(18,2)) AS refund_amount
FROM province_days
WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
