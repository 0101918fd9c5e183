-- times_in_utc: times stated in UTC; they are moved to the shop's clock.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, field, text AS value
FROM odd_times
INNER JOIN judged USING (source_row)
WHERE code IS NULL AND in_utc(text)
