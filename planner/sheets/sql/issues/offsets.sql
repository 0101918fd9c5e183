-- offsets: times with an offset other than UTC; the wall clock is kept.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, field, text AS value
FROM odd_times
INNER JOIN judged USING (source_row)
WHERE code IS NULL AND has_offset(text) AND NOT in_utc(text)
