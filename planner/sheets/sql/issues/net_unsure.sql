-- net_unsure: refunded orders whose amount paid may be net of the refund, which too little proves.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Asked only where the fact net_unsure holds.
SELECT source_row, 'paid_amount' AS field, CAST(paid_amount AS VARCHAR) AS value
FROM order_rows
CROSS JOIN facts
WHERE
    refund_amount > 0
    AND NOT is_return
    AND CASE WHEN emptied_by_refunds THEN paid_amount > 0 ELSE paid_amount < refund_amount END
