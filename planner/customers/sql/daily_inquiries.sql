-- daily_inquiries: how many visitors asked customer service on a day, in the visitor sheets.
-- grain: one row
-- columns: days BIGINT, inquiries BIGINT
-- note: rows of a single day for the whole shop alone; days without a count are left out.
SELECT
    count(*) AS days,
    CAST(coalesce(sum(inquiries), 0) AS BIGINT) AS inquiries
FROM (
    SELECT period_start, max(inquiries) AS inquiries
    FROM traffic
    WHERE period_start = period_end
        AND hour IS NULL AND source IS NULL AND product_id IS NULL AND inquiries IS NOT NULL
    GROUP BY period_start
) AS days
