-- peak_day: the day with the highest paid amount, and what the sheets cover.
-- grain: one row, none while nothing is paid
-- columns: peak_day DATE, peak_paid_amount DECIMAL(18,2), first_day DATE, last_day DATE,
--   day_count BIGINT
SELECT
    days.day AS peak_day,
    days.paid_amount AS peak_paid_amount,
    span.first_day,
    span.last_day,
    span.day_count
FROM days
CROSS JOIN (
    SELECT min(day) AS first_day, max(day) AS last_day, count(*) AS day_count FROM days
) AS span
WHERE days.paid_amount > 0
ORDER BY days.paid_amount DESC, days.day
LIMIT 1
