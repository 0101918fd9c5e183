-- date_unsure: dates whose day and month could be taken for each other, with nothing that decides.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Where dates contradict each other, dates_contradict says so.
SELECT source_row, NULL AS field, unsure_date AS value
FROM typed
CROSS JOIN date_order
WHERE code IS NULL AND unsure_date IS NOT NULL AND NOT contradictory
