-- parcel_kinds: parcels and buyers by what they are to be told.
-- grain: one row a kind and carrier, and one a kind of all carriers
-- columns: kind VARCHAR, carrier VARCHAR, parcels BIGINT, open_parcels BIGINT, buyers BIGINT
-- uses: parcels_judged
-- note: kind is null where nothing is to be told, carrier in the rows of all carriers. A buyer may
--   have parcels of several kinds and carriers.
SELECT
    kind,
    carrier,
    count(DISTINCT tracking_number) AS parcels,
    count(DISTINCT tracking_number) FILTER (WHERE is_open) AS open_parcels,
    count(DISTINCT buyer_id) AS buyers
FROM parcels_judged
GROUP BY GROUPING SETS ((kind, carrier), (kind))
