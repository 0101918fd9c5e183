-- date_order: dates whose day and month could be taken for each other.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'created_at' AS field, created_at AS value
FROM cells
INNER JOIN judged USING (source_row)
WHERE code IS NULL AND is_day_month_year(created_at)
