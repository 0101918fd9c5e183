-- later_purchases: what the window's new customers bought in the days after it.
-- grain: one row
-- columns: buyers_new BIGINT, bought_again BIGINT, paid_amount DECIMAL(18,2), days_covered BIGINT
-- parameters: $first_day DATE, $last_day DATE, $day_count BIGINT
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-11, $day_count = 90
-- note: days_covered is how many days of orders the sheets hold after the window.
WITH new_buyers AS (
    -- Whose first day of all lies in the window.
    SELECT customer
    FROM customer_days
    WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND previous_day IS NULL
),
later AS (
    SELECT customer, sum(paid_amount) AS paid_amount
    FROM customer_days
    WHERE day > CAST($last_day AS DATE)
        AND day <= CAST($last_day AS DATE) + CAST($day_count AS INTEGER)
        AND previous_day IS NOT NULL
    GROUP BY customer
)
SELECT
    count(*) AS buyers_new,
    count(later.customer) AS bought_again,
    CAST(coalesce(sum(later.paid_amount), 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(
        greatest(0, (SELECT max(day) FROM days WHERE orders_paid > 0) - CAST($last_day AS DATE))
        AS BIGINT
    ) AS days_covered
FROM new_buyers
LEFT JOIN later ON later.customer = new_buyers.customer
