-- traffic_totals: what may be added up of visitor figures, and the days they are for.
-- grain: one row
-- columns: page_views BIGINT, paid_amount DECIMAL(38,2), visitors BIGINT, days BIGINT,
--   first_day TIMESTAMP, last_day TIMESTAMP
-- note: Figures of the shop, of sources, of their details and of products are different views of
--   the same visits: only the widest that the sheet holds is added up, and of it whole days where
--   there are any. A source without a row of its own is the sum of its details. Visitors never
--   add up over days or sources: they are told of a single row only.
WITH wholes AS (
    SELECT DISTINCT source
    FROM traffic
    WHERE source IS NOT NULL AND source_detail IS NULL AND product_id IS NULL AND title IS NULL
),
levels AS (
    SELECT
        traffic.*,
        CASE
            WHEN product_id IS NOT NULL OR title IS NOT NULL THEN 4
            WHEN source_detail IS NOT NULL AND wholes.source IS NOT NULL THEN 3
            WHEN source_detail IS NOT NULL OR traffic.source IS NOT NULL THEN 2
            ELSE 1
        END * 2 + CAST(hour IS NOT NULL AS INTEGER) AS level
    FROM traffic
    LEFT JOIN wholes ON wholes.source = traffic.source
),
widest AS (
    SELECT * FROM levels WHERE level = (SELECT min(level) FROM levels)
),
days AS (
    SELECT sum(period_end - period_start + 1) AS days
    FROM (SELECT DISTINCT period_start, period_end FROM traffic) AS periods
)
SELECT
    CAST(sum(page_views) AS BIGINT) AS page_views,
    sum(paid_amount) AS paid_amount,
    CASE WHEN count(*) = 1 THEN max(visitors) END AS visitors,
    CAST((SELECT days FROM days) AS BIGINT) AS days,
    CAST(min(period_start) AS TIMESTAMP) AS first_day,
    CAST(max(period_end) AS TIMESTAMP) AS last_day
FROM widest
