-- order_totals: how far the orders came that were placed in a period.
-- grain: one row
-- columns: orders_placed BIGINT, orders_paid BIGINT, shipping_told BIGINT, orders_shipped BIGINT,
--   receipt_told BIGINT, orders_received BIGINT, orders_sent_back BIGINT, orders_refunded BIGINT,
--   orders_refunded_whole BIGINT, paid_before_placed BIGINT, paid_at_once BIGINT,
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), days_with_orders BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: whenever they came there; what each column counts says order_steps.
SELECT
    CAST(coalesce(sum(orders_placed), 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(sum(orders_paid), 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(sum(shipping_told), 0) AS BIGINT) AS shipping_told,
    CAST(coalesce(sum(orders_shipped), 0) AS BIGINT) AS orders_shipped,
    CAST(coalesce(sum(receipt_told), 0) AS BIGINT) AS receipt_told,
    CAST(coalesce(sum(orders_received), 0) AS BIGINT) AS orders_received,
    CAST(coalesce(sum(orders_sent_back), 0) AS BIGINT) AS orders_sent_back,
    CAST(coalesce(sum(orders_refunded), 0) AS BIGINT) AS orders_refunded,
    CAST(coalesce(sum(orders_refunded_whole), 0) AS BIGINT) AS orders_refunded_whole,
    CAST(coalesce(sum(paid_before_placed), 0) AS BIGINT) AS paid_before_placed,
    CAST(coalesce(sum(paid_at_once), 0) AS BIGINT) AS paid_at_once,
    CAST(coalesce(sum(paid_amount), 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(sum(refund_amount), 0) AS DECIMAL(18,2)) AS refund_amount,
    count(DISTINCT CAST(hour_start AS DATE)) AS days_with_orders
FROM order_steps
WHERE hour_start >= CAST($first_day AS DATE)
    AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
