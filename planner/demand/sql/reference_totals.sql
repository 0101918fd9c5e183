-- reference_totals: what the reference window came to, and the rows it rests on.
-- grain: one row
-- columns: orders_placed BIGINT, orders_paid BIGINT, paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2), buyers_paid BIGINT, orders_with_buyer BIGINT,
--   items_paid BIGINT, lines_paid BIGINT, orders_with_lines BIGINT,
--   orders_with_item_count BIGINT, days_with_orders BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: buyers are counted once over the whole window; buyers of days never add up. A return
--   without its order is a refund of the day it was booked on.
WITH placed AS (
    SELECT
        count(*) AS orders_placed,
        count(DISTINCT CAST(created_at AS DATE)) AS days_with_orders
    FROM orders
    WHERE created_at >= $first_day AND created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
        AND NOT is_return
),
paid AS (
    SELECT
        count(*) AS orders_paid,
        sum(paid_amount) AS paid_amount,
        sum(refund_amount) AS refund_amount,
        count(DISTINCT buyer_id) AS buyers_paid,
        count(buyer_id) AS orders_with_buyer,
        sum(item_count) AS items_paid,
        sum(line_count) AS lines_paid,
        count(line_count) AS orders_with_lines,
        count(item_count) AS orders_with_item_count
    FROM baskets
    WHERE paid_at >= $first_day AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
),
sent_back AS (
    SELECT sum(refund_amount) AS refund_amount
    FROM orders
    WHERE is_return
        AND paid_at >= $first_day AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
)
SELECT
    placed.orders_placed,
    paid.orders_paid,
    CAST(coalesce(paid.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(paid.refund_amount, 0) + coalesce(sent_back.refund_amount, 0) AS DECIMAL(18,2))
        AS refund_amount,
    paid.buyers_paid,
    paid.orders_with_buyer,
    CAST(paid.items_paid AS BIGINT) AS items_paid,
    CAST(paid.lines_paid AS BIGINT) AS lines_paid,
    paid.orders_with_lines,
    paid.orders_with_item_count,
    placed.days_with_orders
FROM placed
CROSS JOIN paid
CROSS JOIN sent_back
