-- refund_over_paid: orders with more money back than came in.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Where amounts paid may be net of refunds, net_unsure says so of these orders.
SELECT source_row, 'refund_amount' AS field, CAST(refund_amount AS VARCHAR) AS value
FROM orders
CROSS JOIN facts
WHERE refund_amount > paid_amount AND NOT is_return AND NOT net_unsure
