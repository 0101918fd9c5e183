-- additive_traffic: what adds up of the sheets of visitors: times shown and clicked, reviews.
-- grain: one row a figure: shown or reviewed
-- columns: figure VARCHAR, shown BIGINT, reached BIGINT, days BIGINT, row_count BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: shown: impressions and, of the same rows, clicks. reviewed: reviews written (shown is null).
--   Figures of the shop, of sources, of their details and of products are different views of the
--   same: only the widest that tells the figure is added up, of it whole days where there are any.
--   days are those that the rows cover. Periods that reach out of the days asked for are left out.
WITH wholes AS (
    SELECT DISTINCT source
    FROM traffic
    WHERE source IS NOT NULL AND source_detail IS NULL AND product_id IS NULL AND title IS NULL
),
figures AS (
    SELECT
        told.figure,
        told.shown,
        told.reached,
        traffic.period_start,
        traffic.period_end,
        CASE
            WHEN traffic.product_id IS NOT NULL OR traffic.title IS NOT NULL THEN 4
            WHEN traffic.source_detail IS NOT NULL AND wholes.source IS NOT NULL THEN 3
            WHEN traffic.source_detail IS NOT NULL OR traffic.source IS NOT NULL THEN 2
            ELSE 1
        END * 2 + CAST(traffic.hour IS NOT NULL AS INTEGER) AS level
    FROM traffic
    LEFT JOIN wholes ON wholes.source = traffic.source
    CROSS JOIN LATERAL (
        SELECT 'shown' AS figure, traffic.impressions AS shown, traffic.clicks AS reached
        WHERE traffic.impressions IS NOT NULL AND traffic.clicks IS NOT NULL
        UNION ALL
        SELECT 'reviewed', NULL, traffic.reviews
        WHERE traffic.reviews IS NOT NULL
    ) AS told
    WHERE traffic.period_start >= CAST($first_day AS DATE)
        AND traffic.period_end <= CAST($last_day AS DATE)
),
widest AS (
    SELECT * FROM figures
    QUALIFY level = min(level) OVER (PARTITION BY figure)
),
covered AS (
    SELECT figure, sum(period_end - period_start + 1) AS days
    FROM (SELECT DISTINCT figure, period_start, period_end FROM widest) AS periods
    GROUP BY figure
)
SELECT
    widest.figure,
    CAST(sum(widest.shown) AS BIGINT) AS shown,
    CAST(sum(widest.reached) AS BIGINT) AS reached,
    CAST(any_value(covered.days) AS BIGINT) AS days,
    count(*) AS row_count
FROM widest
INNER JOIN covered ON covered.figure = widest.figure
GROUP BY widest.figure
ORDER BY widest.figure
