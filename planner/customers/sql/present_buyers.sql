-- present_buyers: customers who buy presents alone and those who buy for themselves, one by one.
-- grain: one row a customer
-- columns: buyer_id VARCHAR, last_day DATE, is_gift BOOLEAN, occasions VARCHAR
-- parameters: $until DATE, $occasions VARCHAR, $days BIGINT
-- sample: $until = 2026-11-14, $occasions = 2026-11-12=1;2026-12-25=2, $days = 14
-- note: occasions in the question are days with what they are called, semicolons between; in the
--   answer the names of those that a customer bought before, with semicolons at both ends. Whoever
--   bought on any other day, too, buys for himself.
WITH told AS (
    SELECT
        CAST(split_part(one, '=', 1) AS DATE) AS occasion,
        split_part(one, '=', 2) AS name
    FROM (SELECT unnest(string_split($occasions, ';')) AS one) AS parts
),
near_days AS (
    SELECT day, list(DISTINCT name) AS names
    FROM (
        SELECT
            CAST(unnest(generate_series(
                occasion - CAST($days AS INTEGER), occasion, INTERVAL 1 DAY
            )) AS DATE) AS day,
            name
        FROM told
    ) AS each_day
    GROUP BY day
),
of_customers AS (
    SELECT
        customer_days.customer,
        max(customer_days.day) AS last_day,
        count(*) = count(near_days.day) AS is_gift,
        list_sort(list_distinct(flatten(list(near_days.names) FILTER (WHERE near_days.day IS NOT NULL))))
            AS names
    FROM customer_days
    LEFT JOIN near_days ON near_days.day = customer_days.day
    WHERE customer_days.day < CAST($until AS DATE)
    GROUP BY customer_days.customer
)
SELECT
    customers.buyer_id,
    of_customers.last_day,
    of_customers.is_gift,
    ';' || array_to_string(coalesce(of_customers.names, []), ';') || ';' AS occasions
FROM of_customers
INNER JOIN customers ON customers.customer = of_customers.customer
ORDER BY customers.buyer_id
