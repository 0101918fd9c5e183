-- judged: which rows are kept, and why the others are not.
-- kept: view
-- grain: one row a row of typed
-- columns: source_row BIGINT, code VARCHAR
-- note: code is null for rows that are kept.
SELECT typed.source_row, coalesce(repeats.code, typed.code) AS code
FROM typed
LEFT JOIN repeats ON repeats.source_row = typed.source_row
