-- date_order: whether dates like 05-07-2022 begin with the day, judged from the whole sheet.
-- grain: one row
-- columns: dates BIGINT, only_day_first BIGINT, only_month_first BIGINT, contradictory BOOLEAN,
--   day_first BOOLEAN, certain BOOLEAN
-- note: What the manager chose holds. Else a number above 12 decides. Where none is, the order that
--   makes the shorter period is taken. day_first is null where the year comes first, 26-03-05.
--   Dates that can only be read one way are read so whatever the order; where there are such of
--   both ways the list contradicts itself, and most of them decide about the others.
WITH evidence AS (
    SELECT
        count(*) AS dates,
        count(*) FILTER (WHERE first_number(text) > 12) AS only_day_first,
        count(*) FILTER (WHERE second_number(text) > 12) AS only_month_first,
        count(DISTINCT first_number(text)) > count(DISTINCT second_number(text)) AS shorter,
        -- 26-03-05: the first number hardly changes, the last is a day.
        count(*) FILTER (WHERE last_of_two(text) IS NULL) = 0
        AND max(last_of_two(text)) <= 31
        AND min(first_number(text)) >= 10
        AND max(first_number(text)) - min(first_number(text)) <= 3
        AND count(DISTINCT last_of_two(text)) > count(DISTINCT first_number(text))
        AND (min(first_number(text)) > 12 OR count(DISTINCT last_of_two(text)) >= 4) AS year_first
    FROM odd_times
    WHERE is_day_month_year(text)
)
SELECT
    dates,
    only_day_first,
    only_month_first,
    coalesce(only_day_first > 0 AND only_month_first > 0 AND NOT year_first, false) AS contradictory,
    CASE
        WHEN settings.day_first IS NOT NULL THEN settings.day_first
        WHEN year_first THEN NULL
        WHEN only_day_first <> only_month_first THEN only_day_first > only_month_first
        ELSE shorter
    END AS day_first,
    settings.day_first IS NOT NULL OR year_first OR (only_day_first = 0) <> (only_month_first = 0)
        AS certain
FROM evidence
CROSS JOIN settings
