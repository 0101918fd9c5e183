-- date_order: whether dates like 05-07-2022 begin with the day, judged from the whole sheet.
-- grain: one row
-- columns: dates BIGINT, day_first BOOLEAN, certain BOOLEAN
-- note: What the manager chose holds. Else a number above 12 decides. Where none is, the order that makes the shorter period is taken.
WITH dates AS (
    SELECT first_number(text) AS one, second_number(text) AS two, text
    FROM odd_times
    WHERE is_day_month_year(text)
),
evidence AS (
    SELECT
        count(*) AS dates,
        count(*) FILTER (WHERE one > 12) AS day_first,
        count(*) FILTER (WHERE two > 12) AS month_first,
        count(DISTINCT one) AS different_ones,
        count(DISTINCT two) AS different_twos
    FROM dates
)
SELECT
    dates,
    CASE
        WHEN settings.day_first IS NOT NULL THEN settings.day_first
        WHEN evidence.day_first <> month_first THEN evidence.day_first > month_first
        ELSE different_ones > different_twos
    END AS day_first,
    settings.day_first IS NOT NULL OR (evidence.day_first = 0) <> (month_first = 0) AS certain
FROM evidence
CROSS JOIN settings
