-- odd_times: dates of visitor figures that are not written in the usual way, 2025-11-11.
-- kept: parquet
-- grain: one row a cell
-- columns: source_row BIGINT, field VARCHAR, text VARCHAR
SELECT source_row, 'period' AS field, narrow(period) AS text
FROM cells
WHERE NOT is_usual_time(period)
