-- visitor_periods: the figures of visitors that touch a window, as the sheets state them.
-- grain: one row a period of the whole shop
-- columns: period_start DATE, period_end DATE, visitors BIGINT, paid_buyers BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: visitors never add up, so a window has those of a row of its very days, or none.
SELECT
    period_start,
    period_end,
    max(visitors) AS visitors,
    max(paid_buyers) AS paid_buyers
FROM traffic
WHERE visitors IS NOT NULL
    AND period_start <= CAST($last_day AS DATE) AND period_end >= CAST($first_day AS DATE)
    AND hour IS NULL AND source IS NULL AND source_detail IS NULL
    AND product_id IS NULL AND title IS NULL
GROUP BY period_start, period_end
ORDER BY period_start, period_end
