-- channels: what each source of visitors brought in the window.
-- grain: one row a source
-- columns: source VARCHAR, paid_amount DECIMAL(18,2), paid_buyers BIGINT, visitor_days BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: a source's own row comes before the sum of its parts. visitor_days adds the visitors of
--   days and parts, who may be the same people: it only weighs sources where no amounts are known.
WITH rows AS (
    SELECT
        period_start, period_end, source, paid_amount, paid_buyers, visitors,
        source_detail IS NULL AS is_whole,
        bool_or(source_detail IS NULL) OVER (PARTITION BY period_start, period_end, source)
            AS has_whole
    FROM traffic
    WHERE source IS NOT NULL AND hour IS NULL AND product_id IS NULL AND title IS NULL
        AND period_start >= $first_day AND period_end <= $last_day
),
-- Days where there are any, else longer periods: the same visit never counts in both.
days_first AS (
    SELECT *, bool_or(period_start = period_end) OVER () AS has_days
    FROM rows
    WHERE is_whole = has_whole
)
SELECT
    source,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount,
    CAST(sum(paid_buyers) AS BIGINT) AS paid_buyers,
    CAST(sum(visitors) AS BIGINT) AS visitor_days
FROM days_first
WHERE (period_start = period_end) = has_days
GROUP BY source
ORDER BY paid_amount DESC NULLS LAST, source
