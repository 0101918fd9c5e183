-- dates_contradict: dates that may be read both ways, in a list whose others go either way.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, field, text AS value
FROM odd_times
INNER JOIN judged USING (source_row)
WHERE
    code IS NULL
    AND is_day_month_year(text)
    AND first_number(text) <= 12
    AND second_number(text) <= 12
    AND first_number(text) <> second_number(text)
