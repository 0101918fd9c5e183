-- judged: which rows are kept, and why the others are not.
-- grain: one row a row of typed
-- columns: source_row BIGINT, code VARCHAR
-- note: code is null for rows that are kept. Of rows that are the same the first is kept.
SELECT
    typed.source_row,
    CASE
        WHEN typed.code IS NOT NULL THEN typed.code
        WHEN typed.source_row > firsts.source_row THEN 'duplicate'
    END AS code
FROM typed
LEFT JOIN (
    SELECT of_what, min(source_row) AS source_row
    FROM typed
    WHERE code IS NULL
    GROUP BY of_what
) AS firsts ON firsts.of_what = typed.of_what
