-- vip_customers: the customers who paid most before the window, and how many bought in it.
-- grain: one row
-- columns: customers BIGINT, buyers BIGINT
-- parameters: $first_day DATE, $last_day DATE, $vip_share DOUBLE
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-13, $vip_share = 0.1
-- note: a share of all earlier customers, rounded up; of equal amounts the smaller id counts, in
--   whose order customers are numbered.
WITH paid AS (
    SELECT
        customer,
        CAST(sum(paid_amount) FILTER (WHERE day < CAST($first_day AS DATE)) AS DECIMAL(18,2))
            AS paid_before,
        max(day) >= CAST($first_day AS DATE) AS came
    FROM customer_days
    WHERE day <= CAST($last_day AS DATE)
    GROUP BY customer
),
placed AS (
    SELECT came, row_number() OVER (ORDER BY paid_before DESC, customer) AS place
    FROM paid
    WHERE paid_before IS NOT NULL
),
earlier AS (
    -- Each customer has one first day.
    SELECT count(*) AS customers
    FROM customer_days
    WHERE day < CAST($first_day AS DATE) AND previous_day IS NULL
)
SELECT
    count(*) AS customers,
    count(*) FILTER (WHERE placed.came) AS buyers
FROM placed
CROSS JOIN earlier
WHERE placed.place <= ceil(round(CAST($vip_share AS DOUBLE) * earlier.customers, 9))
