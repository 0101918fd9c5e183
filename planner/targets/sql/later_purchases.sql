-- later_purchases: what the window's new customers bought in the days after it.
-- grain: one row
-- columns: buyers_new BIGINT, bought_again BIGINT, paid_amount DECIMAL(18,2), days_covered BIGINT
-- parameters: $first_day DATE, $last_day DATE, $day_count BIGINT
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-11, $day_count = 90
-- note: days_covered is how many days of orders the sheets hold after the window.
WITH buyers AS (
    SELECT
        buyer_id,
        min(paid_at) >= $first_day AS is_new,
        count(
            CASE WHEN paid_at >= $first_day AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
            THEN 1 END
        ) AS in_window,
        count(CASE WHEN paid_at >= CAST($last_day AS DATE) + INTERVAL 1 DAY THEN 1 END)
            AS later,
        sum(
            CASE WHEN paid_at >= CAST($last_day AS DATE) + INTERVAL 1 DAY THEN paid_amount ELSE 0
            END
        ) AS paid_later
    FROM baskets
    WHERE buyer_id IS NOT NULL
        AND CAST(paid_at AS DATE) <= CAST($last_day AS DATE) + CAST($day_count AS INTEGER)
    GROUP BY buyer_id
)
SELECT
    count(*) AS buyers_new,
    count(CASE WHEN later > 0 THEN 1 END) AS bought_again,
    CAST(coalesce(sum(paid_later), 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(
        greatest(0, (SELECT max(day) FROM days WHERE orders_paid > 0) - CAST($last_day AS DATE))
        AS BIGINT
    ) AS days_covered
FROM buyers
WHERE is_new AND in_window > 0
