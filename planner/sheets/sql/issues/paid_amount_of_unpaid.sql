-- paid_amount_of_unpaid: orders with money received but no sign of payment; they count as unpaid.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Asked only where the fact has_paid_at holds.
SELECT orders.source_row, 'paid_amount' AS field, CAST(order_rows.paid_amount AS VARCHAR) AS value
FROM orders
INNER JOIN order_rows USING (order_id)
WHERE orders.paid_at IS NULL AND order_rows.paid_amount > 0
