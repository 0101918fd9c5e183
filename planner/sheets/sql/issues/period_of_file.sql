-- period_of_file: figures without a date, dated by the name of the file or the rows above the header.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT
    typed.source_row,
    NULL AS field,
    strftime(typed.period_start, '%Y-%m-%d') || '~' || strftime(typed.period_end, '%Y-%m-%d')
        AS value
FROM typed
INNER JOIN cells USING (source_row)
INNER JOIN judged USING (source_row)
WHERE judged.code IS NULL AND is_nothing(cells.period)
