-- date_unsure: dates whose day and month could be taken for each other, with nothing that decides.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, NULL AS field, unsure_date AS value
FROM typed
WHERE code IS NULL AND unsure_date IS NOT NULL
