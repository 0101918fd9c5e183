-- rollup: rows whose period covers days for which other rows of the same hold figures, too.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Periods are few, so they are compared first; daily figures alone never overlap.
WITH periods AS (
    SELECT DISTINCT period_start, period_end FROM traffic
),
overlapping AS (
    SELECT
        wide.period_start,
        wide.period_end,
        narrow.period_start AS narrow_start,
        narrow.period_end AS narrow_end
    FROM periods AS wide
    INNER JOIN periods AS narrow
        ON narrow.period_start <= wide.period_end
        AND narrow.period_end >= wide.period_start
        AND wide.period_end - wide.period_start >= narrow.period_end - narrow.period_start
        AND (wide.period_start, wide.period_end) <> (narrow.period_start, narrow.period_end)
),
wide AS (
    SELECT traffic.*, narrow_start, narrow_end
    FROM traffic
    INNER JOIN overlapping USING (period_start, period_end)
)
SELECT DISTINCT
    wide.source_row,
    'period' AS field,
    strftime(wide.period_start, '%Y-%m-%d') || '~' || strftime(wide.period_end, '%Y-%m-%d')
        AS value
FROM wide
INNER JOIN traffic AS narrow
    ON narrow.period_start = wide.narrow_start
    AND narrow.period_end = wide.narrow_end
    AND narrow.hour IS NOT DISTINCT FROM wide.hour
    AND narrow.source IS NOT DISTINCT FROM wide.source
    AND narrow.source_detail IS NOT DISTINCT FROM wide.source_detail
    AND coalesce(narrow.product_id, narrow.title)
        IS NOT DISTINCT FROM coalesce(wide.product_id, wide.title)
