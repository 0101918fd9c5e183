-- customer_groups: customers by the days from their last paid order to a window, and what they
--   bought in it.
-- grain: one row a group: new, d030, d090, d180, d365, older
-- columns: customer_group VARCHAR, customers BIGINT, buyers BIGINT, orders_paid BIGINT,
--   paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-13
-- note: the new have no paid order before the window. 30 days before means that 30 days or less
--   lie between the day of the order and the window's first day.
WITH buyers AS (
    SELECT
        buyer_id,
        max(CASE WHEN paid_at < $first_day THEN CAST(paid_at AS DATE) END) AS last_day_before,
        count(CASE WHEN paid_at >= $first_day THEN 1 END) AS orders_paid,
        sum(CASE WHEN paid_at >= $first_day THEN paid_amount ELSE 0 END) AS paid_amount
    FROM baskets
    WHERE buyer_id IS NOT NULL AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
    GROUP BY buyer_id
)
SELECT
    CASE
        WHEN last_day_before IS NULL THEN 'new'
        WHEN CAST($first_day AS DATE) - last_day_before <= 30 THEN 'd030'
        WHEN CAST($first_day AS DATE) - last_day_before <= 90 THEN 'd090'
        WHEN CAST($first_day AS DATE) - last_day_before <= 180 THEN 'd180'
        WHEN CAST($first_day AS DATE) - last_day_before <= 365 THEN 'd365'
        ELSE 'older'
    END AS customer_group,
    count(last_day_before) AS customers,
    count(CASE WHEN orders_paid > 0 THEN 1 END) AS buyers,
    CAST(sum(orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount
FROM buyers
GROUP BY 1
ORDER BY 1
