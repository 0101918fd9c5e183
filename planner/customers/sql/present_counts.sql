-- present_counts: how many buy presents alone, by occasion, and how many for themselves, by when due.
-- grain: one row a list
-- columns: list VARCHAR, customers BIGINT
-- uses: present_buyers
-- parameters: $names VARCHAR, $interval_days BIGINT, $as_of DATE, $soon_days BIGINT
-- sample: $names = 1;2, $interval_days = 22, $as_of = 2026-11-14, $soon_days = 30
-- note: list: gift = all who buy presents; an occasion's name = of them, who bought before it; due =
--   for themselves, the interval is over; soon = it is in the next days; later = after these.
SELECT 'gift' AS list, count(*) FILTER (WHERE is_gift) AS customers FROM present_buyers
UNION ALL
SELECT name, count(*) FILTER (WHERE is_gift AND contains(occasions, ';' || name || ';'))
FROM present_buyers
CROSS JOIN (SELECT unnest(string_split($names, ';')) AS name) AS asked
GROUP BY name
UNION ALL
SELECT
    due.list,
    count(*) FILTER (
        WHERE NOT is_gift
            AND CASE
                WHEN last_day + CAST($interval_days AS INTEGER) <= CAST($as_of AS DATE) THEN 'due'
                WHEN last_day + CAST($interval_days AS INTEGER)
                    <= CAST($as_of AS DATE) + CAST($soon_days AS INTEGER) THEN 'soon'
                ELSE 'later'
            END = due.list
    )
FROM present_buyers
CROSS JOIN (SELECT unnest(['due', 'soon', 'later']) AS list) AS due
GROUP BY due.list
