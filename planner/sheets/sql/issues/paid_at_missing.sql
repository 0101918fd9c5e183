-- paid_at_missing: orders paid by status and amount, whose payment time is blank in a sheet that has them.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Asked only where the fact has_paid_at holds.
SELECT orders.source_row, 'paid_at' AS field, NULL AS value
FROM orders
INNER JOIN order_rows USING (order_id)
WHERE order_rows.paid_at IS NULL AND orders.paid_at IS NOT NULL
