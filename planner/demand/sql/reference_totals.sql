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
WITH counted AS (
    SELECT
        sum(orders_placed) AS orders_placed,
        count(*) FILTER (WHERE orders_placed > 0) AS days_with_orders,
        sum(orders_paid) AS orders_paid,
        sum(paid_amount) AS paid_amount,
        sum(refund_amount) AS refund_amount,
        sum(items_paid) AS items_paid
    FROM days
    WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
),
bought AS (
    SELECT count(DISTINCT customer) AS buyers_paid, sum(orders_paid) AS orders_with_buyer
    FROM customer_days
    WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
),
held AS (
    SELECT
        sum(line_count) AS lines_paid,
        count(line_count) AS orders_with_lines,
        count(item_count) AS orders_with_item_count
    FROM baskets
    WHERE paid_at >= $first_day AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
)
SELECT
    CAST(coalesce(counted.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(counted.orders_paid, 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(counted.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(counted.refund_amount, 0) AS DECIMAL(18,2)) AS refund_amount,
    bought.buyers_paid,
    CAST(coalesce(bought.orders_with_buyer, 0) AS BIGINT) AS orders_with_buyer,
    CAST(counted.items_paid AS BIGINT) AS items_paid,
    CAST(held.lines_paid AS BIGINT) AS lines_paid,
    held.orders_with_lines,
    held.orders_with_item_count,
    counted.days_with_orders
FROM counted
CROSS JOIN bought
CROSS JOIN held
