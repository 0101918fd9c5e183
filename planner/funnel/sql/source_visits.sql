-- source_visits: what visitors of each source did in a period.
-- grain: one row a source and its detail
-- columns: source VARCHAR, source_detail VARCHAR, days BIGINT, impressions BIGINT, clicks BIGINT,
--   visitors BIGINT, order_buyers BIGINT, paid_buyers BIGINT, paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: source_detail is null for the source as a whole. People are summed over days and never over
--   sources: who comes twice, or by two ways, counts twice. impressions and clicks are those of
--   rows that tell both, visitors and order_buyers likewise.
SELECT
    source,
    source_detail,
    CAST(sum(period_end - period_start + 1) AS BIGINT) AS days,
    CAST(sum(impressions) FILTER (WHERE clicks IS NOT NULL) AS BIGINT) AS impressions,
    CAST(sum(clicks) FILTER (WHERE impressions IS NOT NULL) AS BIGINT) AS clicks,
    CAST(sum(visitors) AS BIGINT) AS visitors,
    CAST(sum(coalesce(order_buyers, 0)) FILTER (WHERE visitors IS NOT NULL) AS BIGINT)
        AS order_buyers,
    CAST(sum(coalesce(paid_buyers, 0)) FILTER (WHERE visitors IS NOT NULL) AS BIGINT)
        AS paid_buyers,
    CAST(coalesce(sum(paid_amount), 0) AS DECIMAL(18,2)) AS paid_amount
FROM traffic
WHERE period_start >= CAST($first_day AS DATE) AND period_end <= CAST($last_day AS DATE)
    AND source IS NOT NULL AND hour IS NULL AND product_id IS NULL AND title IS NULL
GROUP BY source, source_detail
ORDER BY visitors DESC NULLS LAST, source, source_detail
