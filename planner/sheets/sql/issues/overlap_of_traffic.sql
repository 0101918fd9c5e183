-- overlap_of_traffic: figures of days that are loaded already; this list's replace them.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'period' AS field, CAST(period_start AS VARCHAR) AS value
FROM traffic
WHERE EXISTS (
    SELECT 1
    FROM loaded_traffic
    WHERE loaded_traffic.period_start = traffic.period_start
    AND loaded_traffic.period_end = traffic.period_end
    AND loaded_traffic.hour IS NOT DISTINCT FROM traffic.hour
    AND loaded_traffic.source IS NOT DISTINCT FROM traffic.source
    AND loaded_traffic.source_detail IS NOT DISTINCT FROM traffic.source_detail
    AND loaded_traffic.product_id IS NOT DISTINCT FROM traffic.product_id
    AND loaded_traffic.title IS NOT DISTINCT FROM traffic.title
)
