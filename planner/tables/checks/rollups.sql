-- rollups: visitor figures of a period beside others of days inside it, such as a week and its days.
-- grain: one row
-- columns: rollups BIGINT, period_start DATE, period_end DATE, import_id VARCHAR,
--   other_start DATE, other_end DATE, other_import_id VARCHAR
-- note: Visitors never add up, so only one of the two may be loaded. The period and the other are
--   of the first such pair, null where there is none. Periods are few, so they are compared before
--   the rows are.
WITH periods AS (
    SELECT DISTINCT period_start, period_end FROM traffic
),
overlapping AS (
    SELECT
        wide.period_start,
        wide.period_end,
        narrow.period_start AS other_start,
        narrow.period_end AS other_end
    FROM periods AS wide
    INNER JOIN periods AS narrow
        ON narrow.period_start <= wide.period_end
        AND narrow.period_end >= wide.period_start
        AND (
            wide.period_end - wide.period_start > narrow.period_end - narrow.period_start
            OR (
                wide.period_end - wide.period_start = narrow.period_end - narrow.period_start
                AND wide.period_start < narrow.period_start
            )
        )
),
pairs AS (
    SELECT
        wide.period_start,
        wide.period_end,
        wide.import_id,
        narrow.period_start AS other_start,
        narrow.period_end AS other_end,
        narrow.import_id AS other_import_id
    FROM traffic AS wide
    INNER JOIN overlapping
        ON overlapping.period_start = wide.period_start AND overlapping.period_end = wide.period_end
    INNER JOIN traffic AS narrow
        ON narrow.period_start = overlapping.other_start
        AND narrow.period_end = overlapping.other_end
        AND narrow.hour IS NOT DISTINCT FROM wide.hour
        AND narrow.source IS NOT DISTINCT FROM wide.source
        AND narrow.source_detail IS NOT DISTINCT FROM wide.source_detail
        AND coalesce(narrow.product_id, narrow.title)
            IS NOT DISTINCT FROM coalesce(wide.product_id, wide.title)
),
first_pair AS (
    SELECT * FROM pairs ORDER BY period_start, period_end, other_start, other_end LIMIT 1
)
SELECT (SELECT count(*) FROM pairs) AS rollups, first_pair.*
FROM (SELECT 1 AS one) AS always
LEFT JOIN first_pair ON true
