-- window_inquiries: visitors of a window and those of them who asked, where a sheet has one row for it.
-- grain: one row, none where no sheet has such a row
-- columns: visitors BIGINT, inquiries BIGINT, row_count BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-11
-- note: visitors are different people and never add up over days, nor do those who asked: only a row
--   of the whole window tells them.
SELECT
    max(visitors) AS visitors,
    max_by(inquiries, visitors) AS inquiries,
    count(*) AS row_count
FROM traffic
WHERE period_start = $first_day
    AND period_end = $last_day
    AND hour IS NULL AND source IS NULL AND product_id IS NULL AND title IS NULL
    AND visitors > 0 AND inquiries > 0
HAVING count(*) > 0
