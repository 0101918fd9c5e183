-- traffic_span: the days that the sheets of visitors cover.
-- grain: one row
-- columns: first_day DATE, last_day DATE
-- note: both are null while no such sheet is loaded.
SELECT min(period_start) AS first_day, max(period_end) AS last_day
FROM traffic
