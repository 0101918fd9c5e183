-- customer_facts: each customer as the paid orders before a day tell them.
-- grain: one row a customer with a paid order before the day
-- columns: customer BIGINT, first_day DATE, last_day DATE, days_bought BIGINT,
--   orders_paid BIGINT, paid_amount DECIMAL(18,2), last_amount DECIMAL(18,2),
--   largest_amount DECIMAL(18,2), last_pause_days BIGINT
-- parameters: $until DATE
-- sample: $until = 2026-11-14
-- note: orders of one day count as one purchase. last_amount and largest_amount are what was paid
--   on one day; last_pause_days lies between the last two days, null where there is one alone.
SELECT
    customer,
    min(day) AS first_day,
    max(day) AS last_day,
    count(*) AS days_bought,
    CAST(sum(orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount,
    CAST(
        sum(paid_amount) FILTER (WHERE next_day IS NULL OR next_day >= CAST($until AS DATE))
        AS DECIMAL(18,2)
    ) AS last_amount,
    max(paid_amount) AS largest_amount,
    max(day) - max(previous_day) AS last_pause_days
FROM customer_days
WHERE day < CAST($until AS DATE)
GROUP BY customer
