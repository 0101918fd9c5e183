-- carrier_times: how long each carrier takes from dispatch to signing.
-- grain: one row a carrier
-- columns: carrier VARCHAR, parcels BIGINT, signed BIGINT, median_hours DOUBLE, usual_hours DOUBLE
-- parameters: $now TIMESTAMP, $usual_share DOUBLE
-- sample: $now = 2026-11-16 12:00:00, $usual_share = 0.9
-- note: usual_hours is the time within which the usual share of the signed parcels came. The carrier
--   is empty where the sheet names none. A parcel of several orders counts once.
SELECT
    coalesce(carrier, '') AS carrier,
    count(*) AS parcels,
    count(hours) AS signed,
    quantile_cont(hours, 0.5) AS median_hours,
    quantile_cont(hours, CAST($usual_share AS DOUBLE)) AS usual_hours
FROM (
    SELECT
        tracking_number,
        max(carrier) AS carrier,
        CASE
            WHEN max(signed_at) >= min(shipped_at) AND max(signed_at) <= CAST($now AS TIMESTAMP)
                THEN date_diff('second', min(shipped_at), max(signed_at)) / 3600.0
        END AS hours
    FROM parcels
    WHERE coalesce(shipped_at, updated_at) <= CAST($now AS TIMESTAMP)
    GROUP BY tracking_number
) AS taken
GROUP BY coalesce(carrier, '')
