-- refund_over_paid: orders with more money back than came in.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'refund_amount' AS field, CAST(refund_amount AS VARCHAR) AS value
FROM orders
WHERE refund_amount > paid_amount AND NOT is_return
