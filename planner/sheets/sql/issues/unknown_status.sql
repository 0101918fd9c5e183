-- unknown_status: statuses that are not known; what was paid decides instead.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'status' AS field, cells.status AS value
FROM cells
INNER JOIN statuses ON statuses.text = cells.status AND statuses.status IS NULL
INNER JOIN judged USING (source_row)
WHERE code IS NULL
