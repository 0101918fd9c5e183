-- basket_sizes: how many paid orders of the reference window held how many items.
-- grain: one row a number of items
-- columns: item_count BIGINT, orders_paid BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
SELECT item_count, count(*) AS orders_paid
FROM baskets
WHERE item_count > 0
    AND paid_at >= $first_day
    AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
GROUP BY item_count
ORDER BY item_count
