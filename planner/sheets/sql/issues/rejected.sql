-- rejected: rows that become no row of a canonical table, with the cell that is to blame.
-- grain: one row a rejected row
-- columns: source_row BIGINT, code VARCHAR, field VARCHAR, value VARCHAR
SELECT
    source_row,
    code,
    CASE code
        WHEN 'bad_date' THEN 'created_at'
        WHEN 'bad_quantity' THEN 'quantity'
        WHEN 'bad_amount' THEN 'gross_amount'
        WHEN 'duplicate_order_id' THEN 'order_id'
        WHEN 'duplicate' THEN CASE WHEN kind = 'orders' THEN 'order_id' ELSE 'line_id' END
    END AS field,
    CASE code
        WHEN 'bad_date' THEN cells.created_at
        WHEN 'bad_quantity' THEN cells.quantity
        WHEN 'bad_amount' THEN cells.gross_amount
        WHEN 'duplicate_order_id' THEN cells.order_id
        WHEN 'duplicate' THEN CASE WHEN kind = 'orders' THEN cells.order_id ELSE cells.line_id END
    END AS value
FROM judged
INNER JOIN cells USING (source_row)
CROSS JOIN settings
WHERE code IS NOT NULL
