-- id_rounded: order ids that a spreadsheet turned into rounded numbers.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'order_id' AS field, typed.order_id AS value
FROM typed
INNER JOIN judged USING (source_row)
WHERE is_rounded AND (judged.code IS NULL OR judged.code LIKE 'duplicate%')
