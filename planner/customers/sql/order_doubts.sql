-- order_doubts: what the order lists cannot tell about customers, and orders with odd clocks.
-- grain: one row
-- columns: orders_paid BIGINT, without_buyer BIGINT, paid_before_placed BIGINT,
--   after_today BIGINT, first_day DATE, last_day DATE, weeks BIGINT, weeks_with_orders BIGINT
-- parameters: $today DATE
-- sample: $today = 2026-12-01
-- note: first_day and last_day are those of paid orders up to today; weeks run from the first to the
--   last, weeks_with_orders are those of them with a paid order.
SELECT
    count(paid_at) AS orders_paid,
    count(paid_at) FILTER (WHERE buyer_id IS NULL) AS without_buyer,
    count(*) FILTER (WHERE paid_at < created_at) AS paid_before_placed,
    count(*) FILTER (WHERE CAST(paid_at AS DATE) > CAST($today AS DATE)) AS after_today,
    any_value(covered.first_day) AS first_day,
    any_value(covered.last_day) AS last_day,
    CAST(coalesce(any_value(covered.last_day - covered.first_day) // 7 + 1, 0) AS BIGINT) AS weeks,
    coalesce(any_value(covered.weeks_with_orders), 0) AS weeks_with_orders
FROM orders
CROSS JOIN (
    SELECT
        min(day) AS first_day,
        max(day) AS last_day,
        count(DISTINCT (day - DATE '2001-01-01') // 7) AS weeks_with_orders
    FROM days
    WHERE orders_paid > 0 AND day <= CAST($today AS DATE)
) AS covered
WHERE NOT orders.is_return
