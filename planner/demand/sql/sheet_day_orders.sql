-- sheet_day_orders: the paid orders of every day that the sheets span.
-- grain: one row a day from the first to the last, days without orders included
-- columns: day DATE, orders_paid BIGINT
SELECT
    CAST(every.day AS DATE) AS day,
    CAST(coalesce(days.orders_paid, 0) AS BIGINT) AS orders_paid
FROM (
    SELECT unnest(generate_series(
        CAST(min(day) AS TIMESTAMP), CAST(max(day) AS TIMESTAMP), INTERVAL 1 DAY
    )) AS day
    FROM days
) AS every
LEFT JOIN days ON days.day = CAST(every.day AS DATE)
ORDER BY 1
