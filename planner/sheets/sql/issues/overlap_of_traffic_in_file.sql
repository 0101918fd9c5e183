-- overlap_of_traffic_in_file: visitors of days of which an earlier table of the file has some, too.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'period' AS field, CAST(period_start AS VARCHAR) AS value
FROM traffic
WHERE
    visitors IS NOT NULL
    AND EXISTS (
        SELECT 1
        FROM earlier_traffic
        WHERE earlier_traffic.period_start = traffic.period_start
        AND earlier_traffic.period_end = traffic.period_end
        AND earlier_traffic.hour IS NOT DISTINCT FROM traffic.hour
        AND earlier_traffic.source IS NOT DISTINCT FROM traffic.source
        AND earlier_traffic.source_detail IS NOT DISTINCT FROM traffic.source_detail
        AND coalesce(earlier_traffic.product_id, earlier_traffic.title)
            IS NOT DISTINCT FROM coalesce(traffic.product_id, traffic.title)
        AND earlier_traffic.visitors IS NOT NULL
    )
