-- tracking_clock: what the sheets say of parcels and dispatch, up to the end of a day.
-- grain: one row
-- columns: newest_parcel TIMESTAMP, newest_order TIMESTAMP, parcels BIGINT, without_order BIGINT,
--   after_day BIGINT, tells_shipping BOOLEAN, tells_dispatch BOOLEAN,
--   tells_receipt BOOLEAN
-- parameters: $today DATE
-- sample: $today = 2026-12-01
-- note: The newest moments are those up to the day; after_day counts parcels seen later, whose clock
--   or sheet is wrong. without_order are parcels whose order is in no loaded list: nobody knows whose
--   they are. tells_shipping: something tells of some order that it was shipped, if not when;
--   tells_dispatch and tells_receipt: some order says when it was shipped, or received.
WITH seen AS (
    SELECT
        max(updated_at) FILTER (WHERE updated_at < CAST($today AS DATE) + 1) AS newest_parcel,
        count(DISTINCT tracking_number) AS parcels,
        count(DISTINCT tracking_number) FILTER (
            WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.order_id = parcels.order_id)
        ) AS without_order,
        count(DISTINCT tracking_number) FILTER (WHERE updated_at >= CAST($today AS DATE) + 1)
            AS after_day
    FROM parcels
),
ordered AS (
    SELECT
        max(greatest(created_at, paid_at, shipped_at, received_at)) FILTER (
            WHERE greatest(created_at, paid_at, shipped_at, received_at) < CAST($today AS DATE) + 1
        ) AS newest_order,
        (SELECT count(*) FROM parcels) > 0 OR count(*) FILTER (
            WHERE shipped_at IS NOT NULL OR received_at IS NOT NULL
                OR status IN ('shipped', 'completed')
        ) > 0 AS tells_shipping,
        count(shipped_at) > 0 AS tells_dispatch,
        count(received_at) > 0 AS tells_receipt
    FROM orders
    WHERE NOT is_return
)
SELECT
    newest_parcel,
    newest_order,
    parcels,
    without_order,
    after_day,
    tells_shipping,
    tells_dispatch,
    tells_receipt
FROM seen
CROSS JOIN ordered
