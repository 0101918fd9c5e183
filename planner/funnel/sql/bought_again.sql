-- bought_again: how many of the buyers of a period bought again within some days.
-- grain: one row
-- columns: buyers BIGINT, bought_again BIGINT
-- parameters: $first_day DATE, $last_day DATE, $days BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $days = 30
-- note: counted from each buyer's first day of payment in the period; a second order on the same day
--   is not again.
SELECT
    count(*) AS buyers,
    count(*) FILTER (WHERE next_day <= day + CAST($days AS INTEGER)) AS bought_again
FROM customer_days
WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
    AND (previous_day IS NULL OR previous_day < CAST($first_day AS DATE))
