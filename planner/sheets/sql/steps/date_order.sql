-- date_order: whether dates like 05-07-2022 begin with the day, judged from the whole sheet.
-- grain: one row
-- columns: dates BIGINT, day_first BOOLEAN, certain BOOLEAN
-- note: What the manager chose holds. Else a number above 12 decides. Where none is, the order that
--   makes the shorter period is taken.
WITH evidence AS (
    SELECT
        count(*) AS dates,
        count(*) FILTER (WHERE first_number(text) > 12) AS day_first,
        count(*) FILTER (WHERE second_number(text) > 12) AS month_first,
        count(DISTINCT first_number(text)) > count(DISTINCT second_number(text)) AS shorter
    FROM odd_times
    WHERE is_day_month_year(text)
)
SELECT
    dates,
    CASE
        WHEN settings.day_first IS NOT NULL THEN settings.day_first
        WHEN evidence.day_first <> month_first THEN evidence.day_first > month_first
        ELSE shorter
    END AS day_first,
    settings.day_first IS NOT NULL OR (evidence.day_first = 0) <> (month_first = 0) AS certain
FROM evidence
CROSS JOIN settings
