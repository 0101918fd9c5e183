-- odd_times: times of orders that are not written in the usual way, 2025-11-11 00:05:00.
-- kept: parquet
-- grain: one row a cell
-- columns: source_row BIGINT, field VARCHAR, text VARCHAR
SELECT source_row, 'created_at' AS field, created_at AS text
FROM cells
WHERE NOT is_usual_time(created_at)
UNION ALL
SELECT source_row, 'paid_at' AS field, paid_at AS text
FROM cells
WHERE NOT is_usual_time(paid_at)
