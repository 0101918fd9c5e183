-- shifted_row: kept rows with text in more columns than the header has.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, NULL AS field, NULL AS value
FROM shifted_rows
INNER JOIN judged USING (source_row)
WHERE code IS NULL
