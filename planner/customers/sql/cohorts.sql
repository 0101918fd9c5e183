-- cohorts: customers by the month of their first purchase, and how many bought in each month after.
-- grain: one row a month of first purchases, event or not, and number of months after
-- columns: month DATE, is_event BOOLEAN, months_after BIGINT, customers BIGINT, buyers BIGINT
-- parameters: $until DATE, $event_first DATE, $event_last DATE
-- sample: $until = 2026-11-14, $event_first = 2026-11-07, $event_last = 2026-11-13
-- note: is_event: the first purchase lies in the days of the last event. customers is the size of
--   the cohort; buyers of months_after 0 are those who bought on another day of the same month.
WITH firsts AS (
    SELECT
        customer,
        day,
        CAST(date_trunc('month', day) AS DATE) AS month,
        day BETWEEN CAST($event_first AS DATE) AND CAST($event_last AS DATE) AS is_event
    FROM customer_days
    WHERE previous_day IS NULL AND day < CAST($until AS DATE)
),
sizes AS (
    SELECT month, is_event, count(*) AS customers
    FROM firsts
    GROUP BY 1, 2
),
again AS (
    SELECT
        firsts.month,
        firsts.is_event,
        datediff('month', firsts.month, later.day) AS months_after,
        count(DISTINCT later.customer) AS buyers
    FROM customer_days AS later
    INNER JOIN firsts ON firsts.customer = later.customer
    WHERE later.previous_day IS NOT NULL AND later.day < CAST($until AS DATE)
    GROUP BY 1, 2, 3
)
SELECT
    sizes.month,
    sizes.is_event,
    CAST(coalesce(again.months_after, 0) AS BIGINT) AS months_after,
    sizes.customers,
    coalesce(again.buyers, 0) AS buyers
FROM sizes
LEFT JOIN again ON again.month = sizes.month AND again.is_event = sizes.is_event
ORDER BY 1, 2, 3
