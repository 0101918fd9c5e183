-- sheet_days: the paid amount of every day that the sheets span.
-- grain: one row a day from the first to the last, days without orders included
-- columns: day DATE, paid_amount DECIMAL(18,2)
SELECT
    CAST(every.day AS DATE) AS day,
    CAST(coalesce(days.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount
FROM (
    SELECT unnest(generate_series(
        CAST(min(day) AS TIMESTAMP), CAST(max(day) AS TIMESTAMP), INTERVAL 1 DAY
    )) AS day
    FROM days
) AS every
LEFT JOIN days ON days.day = CAST(every.day AS DATE)
ORDER BY 1
