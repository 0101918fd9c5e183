-- stopped_sales: how far into a window each product sold, by the orders of the whole shop.
-- grain: one row a product
-- columns: product VARCHAR, last_hour TIMESTAMP, share_passed DOUBLE, longest_pause DOUBLE
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: share_passed is the part of all paid orders of the window up to the end of the last hour in
--   which the product sold; longest_pause the largest such part between two hours in which it sold,
--   or before the first.
WITH passing AS (
    SELECT
        hour_start,
        sum(orders_paid) OVER (ORDER BY hour_start) / nullif(sum(orders_paid) OVER (), 0) AS passed
    FROM hours
    WHERE hour_start >= CAST($first_day AS DATE)
        AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
),
sold AS (
    SELECT
        coalesce(sales.product, '') AS product,
        sales.hour_start,
        passing.passed,
        passing.passed
        - lag(passing.passed, 1, 0) OVER (PARTITION BY sales.product ORDER BY sales.hour_start)
            AS pause
    FROM product_sales AS sales
    INNER JOIN passing ON passing.hour_start = sales.hour_start
)
SELECT
    product,
    max(hour_start) AS last_hour,
    CAST(max(passed) AS DOUBLE) AS share_passed,
    CAST(max(pause) AS DOUBLE) AS longest_pause
FROM sold
GROUP BY product
ORDER BY product
