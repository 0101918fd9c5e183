-- payments_since: orders that were paid from a moment on.
-- grain: one row an order
-- columns: order_id VARCHAR, paid_at TIMESTAMP, amount_minor BIGINT
-- parameters: $since TIMESTAMP, $until TIMESTAMP
-- sample: $since = 2026-11-10 00:00:00, $until = 2026-11-14 00:00:00
SELECT order_id, paid_at, CAST(paid_amount * 100 AS BIGINT) AS amount_minor
FROM orders
WHERE paid_at >= CAST($since AS TIMESTAMP)
    AND paid_at <= CAST($until AS TIMESTAMP)
    AND NOT is_return
