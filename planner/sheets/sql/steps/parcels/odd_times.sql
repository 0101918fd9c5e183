-- odd_times: times of parcels that are not written in the usual way, 2026-11-11 00:05:00.
-- kept: parquet
-- grain: one row a cell
-- columns: source_row BIGINT, field VARCHAR, text VARCHAR
SELECT source_row, 'shipped_at' AS field, shipped_at AS text
FROM cells
WHERE NOT is_usual_time(shipped_at)
UNION ALL
SELECT source_row, 'updated_at' AS field, updated_at AS text
FROM cells
WHERE NOT is_usual_time(updated_at)
UNION ALL
SELECT source_row, 'signed_at' AS field, signed_at AS text
FROM cells
WHERE NOT is_usual_time(signed_at)
