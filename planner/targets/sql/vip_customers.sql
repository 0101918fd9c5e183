-- vip_customers: the customers who paid most before the window, and how many bought in it.
-- grain: one row
-- columns: customers BIGINT, buyers BIGINT
-- parameters: $first_day DATE, $last_day DATE, $vip_share DOUBLE
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-13, $vip_share = 0.1
-- note: a share of all earlier customers, rounded up; of equal amounts the smaller id counts.
WITH before AS (
    SELECT
        buyer_id,
        row_number() OVER (ORDER BY sum(paid_amount) DESC, buyer_id) AS place,
        count(*) OVER () AS customers
    FROM baskets
    WHERE buyer_id IS NOT NULL AND paid_at < $first_day
    GROUP BY buyer_id
)
SELECT
    count(*) AS customers,
    count(CASE WHEN came.buyer_id IS NOT NULL THEN 1 END) AS buyers
FROM before
LEFT JOIN (
    SELECT DISTINCT buyer_id
    FROM baskets
    WHERE buyer_id IS NOT NULL
        AND paid_at >= $first_day AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
) AS came ON came.buyer_id = before.buyer_id
WHERE before.place <= ceil(round(CAST($vip_share AS DOUBLE) * before.customers, 9))
