-- paid_at_missing: orders paid by status and amount, whose payment time is blank in a sheet that has them.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT orders.source_row, 'paid_at' AS field, NULL AS value
FROM orders
INNER JOIN order_rows USING (order_id)
CROSS JOIN facts
WHERE facts.has_paid_at AND order_rows.paid_at IS NULL AND orders.paid_at IS NOT NULL
