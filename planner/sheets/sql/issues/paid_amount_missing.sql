-- paid_amount_missing: paid orders without an amount paid; the order amount stands in.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Asked only where the fact has_paid_amount holds.
SELECT orders.source_row, 'paid_amount' AS field, NULL AS value
FROM orders
INNER JOIN order_rows USING (order_id)
WHERE orders.paid_at IS NOT NULL AND order_rows.paid_amount IS NULL
