-- recency_groups: who bought in a window: new customers, and returning ones by their last order.
-- grain: one row a group of customers
-- columns: last_order VARCHAR, customers BIGINT, buyers BIGINT, orders_paid BIGINT,
--   paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-12, $last_day = 2026-11-13
-- note: last_order is new (no paid order before the window), or how many days before the window
--   the last paid order lies: 1_30, 31_90, 91_180, 181_365, over_365. customers counts those of the
--   group before the window, null for new ones; buyers are those of them who paid in the window.
WITH bought AS (
    SELECT
        customer,
        previous_day,
        previous_day IS NULL OR previous_day < CAST($first_day AS DATE) AS is_first,
        orders_paid,
        paid_amount
    FROM customer_days
    WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
),
counted AS (
    -- A buyer's first day in the window follows the last one before it; later days go with it.
    SELECT
        previous_day AS last_before,
        NULL AS customers,
        count(*) AS buyers,
        sum(orders_paid) AS orders_paid,
        sum(paid_amount) AS paid_amount
    FROM bought
    WHERE is_first
    GROUP BY previous_day
    UNION ALL
    SELECT firsts.previous_day, NULL, 0, sum(again.orders_paid), sum(again.paid_amount)
    FROM bought AS again
    INNER JOIN bought AS firsts ON firsts.customer = again.customer AND firsts.is_first
    WHERE NOT again.is_first
    GROUP BY firsts.previous_day
    UNION ALL
    SELECT day, count(*), 0, 0, 0
    FROM customer_days
    WHERE day < CAST($first_day AS DATE)
        AND (next_day IS NULL OR next_day >= CAST($first_day AS DATE))
    GROUP BY day
)
SELECT
    CASE
        WHEN last_before IS NULL THEN 'new'
        WHEN CAST($first_day AS DATE) - last_before <= 30 THEN '1_30'
        WHEN CAST($first_day AS DATE) - last_before <= 90 THEN '31_90'
        WHEN CAST($first_day AS DATE) - last_before <= 180 THEN '91_180'
        WHEN CAST($first_day AS DATE) - last_before <= 365 THEN '181_365'
        ELSE 'over_365'
    END AS last_order,
    CAST(sum(customers) AS BIGINT) AS customers,
    CAST(sum(buyers) AS BIGINT) AS buyers,
    CAST(sum(orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount
FROM counted
GROUP BY 1
ORDER BY max(last_before) DESC NULLS FIRST
