-- customers: what each buyer has paid, and when.
-- grain: one row a buyer with at least one paid order
-- columns: buyer_id VARCHAR, first_paid_at TIMESTAMP, last_paid_at TIMESTAMP,
--   orders_paid BIGINT, paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2),
--   items_paid BIGINT
SELECT
    orders.buyer_id,
    min(orders.paid_at) AS first_paid_at,
    max(orders.paid_at) AS last_paid_at,
    count(*) AS orders_paid,
    CAST(sum(orders.paid_amount) AS DECIMAL(18,2)) AS paid_amount,
    CAST(sum(orders.refund_amount) AS DECIMAL(18,2)) AS refund_amount,
    CAST(sum(baskets.item_count) AS BIGINT) AS items_paid
FROM orders
INNER JOIN baskets ON baskets.order_id = orders.order_id
WHERE orders.buyer_id IS NOT NULL AND orders.paid_at IS NOT NULL
GROUP BY orders.buyer_id
ORDER BY orders.buyer_id
