-- customer_steps: how far orders of new and of returning customers came, placed in a period.
-- grain: one row a kind of customer: new, returning, or unknown
-- columns: name VARCHAR, orders_placed BIGINT, orders_paid BIGINT, orders_refunded_whole BIGINT,
--   paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: returning customers paid an order before the period began; unknown are those of orders that
--   name no buyer.
SELECT
    CASE
        WHEN orders.buyer_id IS NULL THEN 'unknown'
        WHEN customers.first_paid_at < CAST($first_day AS DATE) THEN 'returning'
        ELSE 'new'
    END AS name,
    count(*) AS orders_placed,
    count(orders.paid_at) AS orders_paid,
    count(orders.paid_at) FILTER (
        WHERE orders.refund_amount > 0 AND orders.refund_amount >= orders.paid_amount
    ) AS orders_refunded_whole,
    CAST(
        coalesce(sum(orders.paid_amount) FILTER (WHERE orders.paid_at IS NOT NULL), 0)
        AS DECIMAL(18,2)
    ) AS paid_amount
FROM orders
LEFT JOIN customers ON customers.buyer_id = orders.buyer_id
WHERE NOT orders.is_return
    AND orders.created_at >= CAST($first_day AS DATE)
    AND orders.created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
GROUP BY 1
ORDER BY 1
