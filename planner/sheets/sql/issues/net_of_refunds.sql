-- net_of_refunds: orders whose amount paid was net of the refund and is converted.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Asked only where the fact emptied_by_refunds holds.
SELECT orders.source_row, 'paid_amount' AS field, CAST(order_rows.paid_amount AS VARCHAR) AS value
FROM orders
INNER JOIN order_rows USING (order_id)
CROSS JOIN facts
WHERE
    orders.paid_at IS NOT NULL
    AND orders.refund_amount > 0
    AND NOT orders.is_return
    AND (facts.net_of_refunds OR order_rows.paid_amount = 0)
