-- repurchase_pauses: how long customers who bought again took, in the last year and in the one before.
-- grain: one row a year and number of days
-- columns: is_last_year BOOLEAN, days BIGINT, purchases BIGINT
-- parameters: $until DATE
-- sample: $until = 2026-11-14
-- note: days lie between a purchase and the one before of the same customer; a pause belongs to the
--   year that it ended in. is_last_year is false for the year before the last.
SELECT
    day >= CAST($until AS DATE) - 365 AS is_last_year,
    day - previous_day AS days,
    count(*) AS purchases
FROM customer_days
WHERE previous_day IS NOT NULL
    AND day < CAST($until AS DATE)
    AND day >= CAST($until AS DATE) - 730
GROUP BY 1, 2
ORDER BY 1, 2
