-- left_alone: unpaid orders that are no part of the list: too old by now, or placed after it.
-- grain: one row
-- columns: older BIGINT, older_minor BIGINT, later BIGINT
-- parameters: $now TIMESTAMP, $oldest_hours BIGINT
-- sample: $now = 2026-11-11 12:00:00, $oldest_hours = 72
SELECT
    count(*) FILTER (WHERE created_at < CAST($now AS TIMESTAMP) - to_hours($oldest_hours)) AS older,
    CAST(
        coalesce(
            sum(gross_amount) FILTER (
                WHERE created_at < CAST($now AS TIMESTAMP) - to_hours($oldest_hours)
            ) * 100,
            0
        ) AS BIGINT
    ) AS older_minor,
    count(*) FILTER (WHERE created_at > CAST($now AS TIMESTAMP)) AS later
FROM orders
WHERE paid_at IS NULL AND NOT is_return
