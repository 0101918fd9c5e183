-- rejected_cells: the cells of rejected rows: the first of all, and the first of each code.
-- grain: one row a rejected row
-- columns: code VARCHAR, source_row BIGINT
-- note: All other columns of cells follow. So few rows are looked up once, whatever the
--   size of the sheet.
SELECT rejected.code, cells.*
FROM (
    SELECT source_row, code
    FROM (
        SELECT
            source_row,
            code,
            row_number() OVER (ORDER BY source_row) AS place,
            row_number() OVER (PARTITION BY code ORDER BY source_row) AS place_of_code
        FROM judged
        WHERE code IS NOT NULL
    ) AS ranked
    WHERE place <= 10000 OR place_of_code <= 5
) AS rejected
INNER JOIN cells ON cells.source_row = rejected.source_row
