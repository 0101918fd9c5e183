-- payments_since: which of some orders were paid from a moment on.
-- grain: one row an order
-- columns: order_id VARCHAR, paid_at TIMESTAMP, amount_minor BIGINT
-- parameters: $since TIMESTAMP, $until TIMESTAMP, $reminded VARCHAR
-- sample: $since = 2026-11-10 00:00:00, $until = 2026-11-14 00:00:00, $reminded = 1
-- note: reminded are the numbers of the orders asked for, one a line.
SELECT orders.order_id, paid_at, CAST(paid_amount * 100 AS BIGINT) AS amount_minor
FROM orders
SEMI JOIN (SELECT unnest(string_split($reminded, chr(10))) AS order_id) AS reminded
    ON reminded.order_id = orders.order_id
WHERE paid_at >= CAST($since AS TIMESTAMP)
    AND paid_at <= CAST($until AS TIMESTAMP)
    AND NOT is_return
