-- gift_buyers: customers who bought only in the days before an occasion for presents, and all.
-- grain: one row
-- columns: customers BIGINT, gift_buyers BIGINT
-- parameters: $until DATE, $occasions VARCHAR, $days BIGINT
-- sample: $until = 2026-11-14, $occasions = 2026-11-12;2026-12-25, $days = 14
-- note: occasions are days with semicolons between; whoever bought on any other day, too, buys for
--   himself.
WITH near AS (
    SELECT CAST(unnest(string_split($occasions, ';')) AS DATE) AS occasion
),
near_days AS (
    SELECT DISTINCT CAST(unnest(generate_series(
        occasion - CAST($days AS INTEGER), occasion, INTERVAL 1 DAY
    )) AS DATE) AS day
    FROM near
),
of_customers AS (
    SELECT customer_days.customer, count(*) = count(near_days.day) AS only_gifts
    FROM customer_days
    LEFT JOIN near_days ON near_days.day = customer_days.day
    WHERE customer_days.day < CAST($until AS DATE)
    GROUP BY customer_days.customer
)
SELECT count(*) AS customers, count(*) FILTER (WHERE only_gifts) AS gift_buyers
FROM of_customers
