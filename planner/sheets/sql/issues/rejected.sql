-- rejected: rows that become no row of a canonical table, with the cell that is to blame.
-- grain: one row a rejected row of those that are looked up
-- columns: source_row BIGINT, code VARCHAR, field VARCHAR, value VARCHAR
SELECT
    source_row,
    code,
    CASE code
        WHEN 'bad_date' THEN 'created_at'
        WHEN 'bad_quantity' THEN 'quantity'
        WHEN 'bad_amount' THEN 'gross_amount'
        WHEN 'duplicate_order_id' THEN 'order_id'
        WHEN 'duplicate_line_id' THEN 'line_id'
        WHEN 'other_currency' THEN 'currency'
        WHEN 'duplicate' THEN CASE WHEN kind = 'orders' THEN 'order_id' ELSE 'line_id' END
    END AS field,
    CASE code
        WHEN 'bad_date' THEN cells.created_at
        WHEN 'bad_quantity' THEN cells.quantity
        WHEN 'bad_amount' THEN cells.gross_amount
        WHEN 'duplicate_order_id' THEN cells.order_id
        WHEN 'duplicate_line_id' THEN cells.line_id
        WHEN 'other_currency' THEN cells.currency
        WHEN 'duplicate' THEN CASE WHEN kind = 'orders' THEN cells.order_id ELSE cells.line_id END
    END AS value
FROM rejected_cells AS cells
CROSS JOIN settings
