-- odd_times: times of discounts that are not written in the usual way, 2026-11-11 00:05:00.
-- kept: parquet
-- grain: one row an end of a cell
-- columns: source_row BIGINT, field VARCHAR, text VARCHAR
SELECT source_row, 'starts_at' AS field, starts_at AS text
FROM cells
WHERE NOT is_usual_time(starts_at)
UNION ALL
SELECT source_row, 'ends_at' AS field, ends_at AS text
FROM cells
WHERE NOT is_usual_time(ends_at)
UNION ALL
SELECT source_row, 'validity' AS field, unnest([ends.first, ends.last]) AS text
FROM (SELECT source_row, ends_of_validity(validity) AS ends FROM cells) AS validities
WHERE NOT is_usual_time(ends.first) OR NOT is_usual_time(ends.last)
