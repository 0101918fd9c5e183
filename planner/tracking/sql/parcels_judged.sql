-- parcels_judged: each parcel at a moment, with what its buyer is to be told.
-- grain: one row a parcel and order
-- columns: tracking_number VARCHAR, order_id VARCHAR, buyer_id VARCHAR, carrier VARCHAR,
--   kind VARCHAR, is_open BOOLEAN, was_late BOOLEAN, hours_out DOUBLE, hours_silent DOUBLE
-- uses: carrier_times
-- parameters: $silent_hours BIGINT, $limit_hours DOUBLE, $fewest_signed BIGINT, $oldest_days BIGINT,
--   $signed_hours BIGINT
-- sample: $silent_hours = 48, $limit_hours = 120, $fewest_signed = 20, $oldest_days = 45,
--   $signed_hours = 24
-- note: kind is what the carrier says is wrong, else silent (no update for so long), late (out for
--   longer than the carrier usually takes; with too few signed parcels longer than the limit),
--   arrived (in the city or out for delivery), signed (lately). Orders refunded or closed in the
--   meantime are settled: kind is null. was_late: signed for, or still out, after both of
--   these times: a tenth of all parcels takes longer than usual, and is not worth a gift.
WITH timed AS (
    SELECT
        parcels.tracking_number,
        parcels.order_id,
        orders.buyer_id,
        coalesce(parcels.carrier, '') AS carrier,
        parcels.status AS state,
        parcels.signed_at,
        coalesce(orders.status IN ('refunded', 'closed'), false) AS is_settled,
        coalesce(parcels.status NOT IN ('signed', 'lost', 'refused', 'returned'), true) AS is_open,
        CASE
            WHEN carrier_times.signed >= $fewest_signed THEN carrier_times.usual_hours
            ELSE CAST($limit_hours AS DOUBLE)
        END AS limit_hours,
        date_diff(
            'second',
            parcels.shipped_at,
            least(coalesce(parcels.signed_at, CAST($now AS TIMESTAMP)), CAST($now AS TIMESTAMP))
        ) / 3600.0 AS hours_out,
        date_diff('second', parcels.updated_at, CAST($now AS TIMESTAMP)) / 3600.0 AS hours_silent
    FROM parcels
    LEFT JOIN orders ON orders.order_id = parcels.order_id
    LEFT JOIN carrier_times ON carrier_times.carrier = coalesce(parcels.carrier, '')
    WHERE coalesce(parcels.shipped_at, parcels.updated_at)
        BETWEEN CAST($now AS TIMESTAMP) - to_days(CAST($oldest_days AS INTEGER))
        AND CAST($now AS TIMESTAMP)
)
SELECT
    tracking_number,
    order_id,
    buyer_id,
    carrier,
    CASE
        WHEN is_settled THEN NULL
        WHEN state IN ('lost', 'refused', 'returned', 'wrong_address', 'outside_area', 'held') THEN state
        WHEN state = 'signed' THEN
            CASE
                WHEN signed_at >= CAST($now AS TIMESTAMP) - to_hours(CAST($signed_hours AS BIGINT))
                    THEN 'signed'
            END
        WHEN hours_silent >= $silent_hours THEN 'silent'
        WHEN hours_out > limit_hours THEN 'late'
        WHEN state IN ('in_city', 'delivering') THEN 'arrived'
    END AS kind,
    is_open,
    coalesce(hours_out > greatest(limit_hours, CAST($limit_hours AS DOUBLE)), false) AS was_late,
    hours_out,
    hours_silent
FROM timed
