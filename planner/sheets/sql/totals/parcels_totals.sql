-- parcels_totals: how many parcels a sheet holds, of how many carriers, from when to when.
-- grain: one row
-- columns: parcels BIGINT, parcels_signed BIGINT, carriers BIGINT, first_day TIMESTAMP,
--   last_day TIMESTAMP
SELECT
    count(DISTINCT tracking_number) AS parcels,
    count(DISTINCT tracking_number) FILTER (WHERE status = 'signed') AS parcels_signed,
    count(DISTINCT carrier) AS carriers,
    date_trunc('day', min(coalesce(shipped_at, updated_at))) AS first_day,
    date_trunc('day', max(updated_at)) AS last_day
FROM parcels
