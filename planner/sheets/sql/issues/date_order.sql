-- date_order: dates whose day and month could be taken for each other.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, field, text AS value
FROM odd_times
INNER JOIN judged USING (source_row)
WHERE code IS NULL AND field = 'created_at' AND is_day_month_year(text)
