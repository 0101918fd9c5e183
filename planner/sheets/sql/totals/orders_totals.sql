-- orders_totals: what an order list adds up to.
-- grain: one row
-- columns: orders BIGINT, returns BIGINT, gross_amount DECIMAL(38,2), paid_amount DECIMAL(38,2),
--   refund_amount DECIMAL(38,2), unpaid_orders BIGINT, first_created_at TIMESTAMP,
--   last_created_at TIMESTAMP
SELECT
    count(*) FILTER (WHERE NOT is_return) AS orders,
    nullif(count(*) FILTER (WHERE is_return), 0) AS returns,
    sum(gross_amount) AS gross_amount,
    sum(paid_amount) AS paid_amount,
    sum(refund_amount) AS refund_amount,
    count(*) FILTER (WHERE paid_at IS NULL AND NOT is_return) AS unpaid_orders,
    min(created_at) AS first_created_at,
    max(created_at) AS last_created_at
FROM orders
