-- id_rounded: order ids that a spreadsheet turned into rounded numbers.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'order_id' AS field, order_id AS value
FROM cells
INNER JOIN judged USING (source_row)
WHERE is_scientific(order_id) AND (code IS NULL OR code LIKE 'duplicate%')
