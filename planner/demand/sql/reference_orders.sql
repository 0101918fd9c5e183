-- reference_orders: the paid orders that the reference window's totals were counted from.
-- grain: one row a paid order, oldest payment first
-- columns: order_id VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP,
--   gross_amount DECIMAL(18,2), paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2),
--   item_count BIGINT, source_row BIGINT, import_id VARCHAR
-- parameters: $first_day DATE, $last_day DATE, $first_row BIGINT, $row_count BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $first_row = 0, $row_count = 5
SELECT
    orders.order_id,
    orders.created_at,
    orders.paid_at,
    orders.gross_amount,
    orders.paid_amount,
    orders.refund_amount,
    baskets.item_count,
    orders.source_row,
    orders.import_id
FROM orders
INNER JOIN baskets ON baskets.order_id = orders.order_id
WHERE orders.paid_at >= $first_day
    AND orders.paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
ORDER BY orders.paid_at, orders.order_id
LIMIT CAST($row_count AS BIGINT) OFFSET CAST($first_row AS BIGINT)
