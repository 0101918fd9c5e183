-- file_period: the days that the file's name or the rows above the header state.
-- grain: one row
-- columns: first DATE, last DATE
-- note: The name comes first, that of a list in an archive before the archive's. Lines that tell when the file was made are no period.
WITH texts AS (
    SELECT place, name AS text
    FROM (
        SELECT
            unnest(string_split(file_name, chr(10))) AS name,
            generate_subscripts(string_split(file_name, chr(10)), 1) AS place
        FROM settings
    ) AS names
    UNION ALL
    SELECT 3, line
    FROM (SELECT unnest(string_split(text, chr(10))) AS line FROM above) AS lines
    WHERE NOT regexp_matches(lower(line), '导出|下载|生成|更新|export|download|generated|updated')
),
found AS (
    SELECT
        place,
        list_transform(
            regexp_extract_all(
                text, '(?:^|\D)(20\d\d(?:\d{4}|[-_./年]\d{1,2}[-_./月]\d{1,2}))', 1
            ),
            lambda day: day_of(replace(day, '_', '-'), false)
        ) AS days,
        month_of(
            replace(regexp_extract(text, '(?:^|\D)(20\d\d[-_.年]\d{1,2})(?:月|\D|$)', 1), '_', '-')
        ) AS month
    FROM texts
),
periods AS (
    SELECT
        place,
        coalesce(list_min(days), month) AS first,
        coalesce(list_max(days), last_day(month)) AS last
    FROM found
)
SELECT arg_min(first, place) AS first, arg_min(last, place) AS last
FROM periods
WHERE first IS NOT NULL
