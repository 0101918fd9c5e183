-- product_visits: what visitors of each product's page did in a period.
-- grain: one row a product
-- columns: product_id VARCHAR, title VARCHAR, impressions BIGINT, clicks BIGINT, visitors BIGINT,
--   order_buyers BIGINT, paid_buyers BIGINT, paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: of products whose sheet tells both visitors and what they ordered; people are summed over
--   days. Rows of a product by source are another view of the same and left out.
SELECT
    coalesce(product_id, title) AS product_id,
    max(title) AS title,
    CAST(sum(impressions) FILTER (WHERE clicks IS NOT NULL) AS BIGINT) AS impressions,
    CAST(sum(clicks) FILTER (WHERE impressions IS NOT NULL) AS BIGINT) AS clicks,
    CAST(sum(visitors) AS BIGINT) AS visitors,
    CAST(
        sum(coalesce(order_buyers, paid_buyers)) FILTER (WHERE visitors IS NOT NULL) AS BIGINT
    ) AS order_buyers,
    CAST(sum(paid_buyers) FILTER (WHERE visitors IS NOT NULL) AS BIGINT) AS paid_buyers,
    CAST(coalesce(sum(paid_amount), 0) AS DECIMAL(18,2)) AS paid_amount
FROM traffic
WHERE period_start >= CAST($first_day AS DATE) AND period_end <= CAST($last_day AS DATE)
    AND (product_id IS NOT NULL OR title IS NOT NULL)
    AND hour IS NULL AND source IS NULL AND source_detail IS NULL
GROUP BY 1
ORDER BY visitors DESC NULLS LAST, product_id
