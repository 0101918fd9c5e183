-- odd_times: dates of a stock list that are not written in the usual way, 2025-11-11 00:05:00.
-- kept: parquet
-- grain: one row a cell
-- columns: source_row BIGINT, field VARCHAR, text VARCHAR
SELECT source_row, 'counted_at' AS field, counted_at AS text
FROM cells
WHERE NOT is_usual_time(counted_at)
UNION ALL
SELECT source_row, 'eta' AS field, eta AS text
FROM cells
WHERE NOT is_usual_time(eta)
UNION ALL
SELECT source_row, 'as_of' AS field, as_of AS text
FROM cells
WHERE NOT is_usual_time(as_of)
