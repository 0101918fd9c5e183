-- parcel_list: whom to tell about parcels of one kind, those without news for longest first.
-- grain: one row a parcel and order
-- columns: buyer_id VARCHAR, order_id VARCHAR, tracking_number VARCHAR, carrier VARCHAR,
--   hours_out DOUBLE, hours_silent DOUBLE
-- uses: parcels_judged
-- parameters: $kind VARCHAR, $most BIGINT
-- sample: $kind = silent, $most = 100
SELECT buyer_id, order_id, tracking_number, carrier, hours_out, hours_silent
FROM parcels_judged
WHERE kind = $kind
ORDER BY hours_silent DESC, tracking_number, order_id
LIMIT $most
