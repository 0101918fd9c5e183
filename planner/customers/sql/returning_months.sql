-- returning_months: who bought in each month, and how many of them had bought in an earlier month.
-- grain: one row a month with a buyer
-- columns: month DATE, buyers BIGINT, returning BIGINT
-- parameters: $until DATE
-- sample: $until = 2026-11-14
-- note: a buyer's first day in a month is the one whose day before lies in no or an earlier month.
SELECT
    CAST(date_trunc('month', day) AS DATE) AS month,
    count(*) AS buyers,
    count(previous_day) AS returning
FROM customer_days
WHERE day < CAST($until AS DATE)
    AND (previous_day IS NULL OR previous_day < date_trunc('month', day))
GROUP BY 1
ORDER BY 1
