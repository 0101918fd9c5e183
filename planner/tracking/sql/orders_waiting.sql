-- orders_waiting: paid orders that wait for dispatch or, by the order list alone, for the buyer.
-- grain: one row an order
-- columns: order_id VARCHAR, buyer_id VARCHAR, kind VARCHAR, hours DOUBLE
-- parameters: $now TIMESTAMP, $promise_hours BIGINT, $unconfirmed_days BIGINT, $oldest_days BIGINT,
--   $has_parcels BOOLEAN, $tells_shipping BOOLEAN
-- sample: $now = 2026-11-16 12:00:00, $promise_hours = 48, $unconfirmed_days = 10,
--   $oldest_days = 45, $has_parcels = false, $tells_shipping = true
-- note: kind: unshipped = paid longer ago than the promise, and neither shipped nor in a logistics
--   sheet; unconfirmed = shipped so many days ago and not received, asked only where no logistics
--   sheet is loaded. hours are those since payment, or since dispatch. Where nothing tells of any
--   order that it was ever shipped, none is known to be unshipped.
WITH open_orders AS (
    SELECT
        orders.order_id,
        orders.buyer_id,
        orders.status,
        orders.paid_at,
        coalesce(orders.shipped_at, CASE WHEN orders.status = 'shipped' THEN orders.paid_at END)
            AS left_at
    FROM orders
    WHERE NOT orders.is_return
        AND orders.paid_at
            BETWEEN CAST($now AS TIMESTAMP) - to_days(CAST($oldest_days AS INTEGER))
            AND CAST($now AS TIMESTAMP)
        AND orders.received_at IS NULL
        AND orders.refund_amount < orders.paid_amount
        AND coalesce(orders.status NOT IN ('completed', 'refunded', 'closed'), true)
        AND NOT EXISTS (SELECT 1 FROM parcels WHERE parcels.order_id = orders.order_id)
),
judged AS (
    SELECT
        *,
        CASE
            WHEN left_at IS NULL AND CAST($tells_shipping AS BOOLEAN)
                AND paid_at <= CAST($now AS TIMESTAMP) - to_hours(CAST($promise_hours AS BIGINT))
                THEN 'unshipped'
            WHEN NOT CAST($has_parcels AS BOOLEAN)
                AND left_at <= CAST($now AS TIMESTAMP) - to_days(CAST($unconfirmed_days AS INTEGER))
                THEN 'unconfirmed'
        END AS kind
    FROM open_orders
)
SELECT
    order_id,
    buyer_id,
    kind,
    date_diff('second', coalesce(left_at, paid_at), CAST($now AS TIMESTAMP)) / 3600.0 AS hours
FROM judged
WHERE kind IS NOT NULL
