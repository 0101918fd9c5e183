-- open_orders: orders that no sheet shows paid, with why one is not to be reminded of (CRM-9).
-- grain: one row an order
-- columns: order_id VARCHAR, buyer_id VARCHAR, created_at TIMESTAMP, amount_minor BIGINT,
--   reason VARCHAR
-- parameters: $now TIMESTAMP, $oldest_hours BIGINT, $duplicate_hours BIGINT
-- sample: $now = 2026-11-11 12:00:00, $oldest_hours = 72, $duplicate_hours = 24
-- note: reason: closed; on_delivery = on its way without a payment; said_paid = paid by its status,
--   without a moment; nothing_due = nothing to pay; paid_twin = the same buyer paid for the same
--   goods within duplicate_hours; repeated = ordered the same goods again, which is reminded of
--   instead. The goods are the lines of the order, where none are loaded its amount. Without a buyer
--   no order is known for a double. Ordered by what is oldest.
WITH recent AS (
    SELECT order_id, buyer_id, created_at, paid_at, shipped_at, received_at, status, gross_amount,
        paid_at IS NULL
            AND created_at >= CAST($now AS TIMESTAMP) - to_hours($oldest_hours) AS is_open
    FROM orders
    WHERE NOT is_return
        AND created_at <= CAST($now AS TIMESTAMP)
        AND created_at
            >= CAST($now AS TIMESTAMP) - to_hours($oldest_hours) - to_hours($duplicate_hours)
),
near AS (
    SELECT *
    FROM recent
    WHERE is_open OR buyer_id IN (SELECT buyer_id FROM recent WHERE is_open)
),
lines AS (
    SELECT
        items.order_id,
        coalesce(items.sku, items.product_id, items.title) AS code,
        coalesce(items.spec, '') AS spec,
        sum(items.quantity) AS pieces
    FROM order_items AS items
    SEMI JOIN near ON near.order_id = items.order_id
    WHERE items.quantity > 0 AND NOT items.is_service
    GROUP BY 1, 2, 3
),
contents AS (
    SELECT order_id, string_agg(concat_ws(' ', code, spec, pieces), '|' ORDER BY code, spec) AS goods
    FROM lines
    GROUP BY order_id
),
keyed AS (
    SELECT
        near.*,
        coalesce(contents.goods, CAST(near.gross_amount AS VARCHAR)) AS goods,
        -- Of orders without a buyer each is told from all others.
        coalesce(near.buyer_id, '#' || near.order_id) AS whose
    FROM near
    LEFT JOIN contents ON contents.order_id = near.order_id
),
-- Few orders have another of the same goods beside them: only those are put in order.
alike AS (
    SELECT whose, goods
    FROM keyed
    GROUP BY whose, goods
    HAVING count(*) > 1
),
beside AS (
    SELECT
        order_id,
        max(created_at) FILTER (WHERE paid_at IS NOT NULL) OVER earlier AS paid_before,
        min(created_at) FILTER (WHERE paid_at IS NOT NULL) OVER later AS paid_after,
        min(created_at) FILTER (
            WHERE is_open AND status NOT IN ('closed', 'refunded')
        ) OVER after_it AS again_at
    FROM keyed
    SEMI JOIN alike ON alike.whose = keyed.whose AND alike.goods = keyed.goods
    WINDOW
        earlier AS (
            PARTITION BY whose, goods ORDER BY created_at, order_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        later AS (
            PARTITION BY whose, goods ORDER BY created_at, order_id
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ),
        after_it AS (
            PARTITION BY whose, goods ORDER BY created_at, order_id
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        )
)
SELECT
    keyed.order_id,
    keyed.buyer_id,
    keyed.created_at,
    CAST(coalesce(keyed.gross_amount, 0) * 100 AS BIGINT) AS amount_minor,
    CASE
        WHEN keyed.status IN ('closed', 'refunded') THEN 'closed'
        WHEN keyed.shipped_at IS NOT NULL
            OR keyed.received_at IS NOT NULL
            OR keyed.status IN ('shipped', 'completed')
            THEN 'on_delivery'
        WHEN keyed.status = 'paid' THEN 'said_paid'
        WHEN coalesce(keyed.gross_amount, 0) <= 0 THEN 'nothing_due'
        WHEN keyed.created_at - beside.paid_before <= to_hours($duplicate_hours)
            OR beside.paid_after - keyed.created_at <= to_hours($duplicate_hours)
            THEN 'paid_twin'
        WHEN beside.again_at - keyed.created_at <= to_hours($duplicate_hours) THEN 'repeated'
    END AS reason
FROM keyed
LEFT JOIN beside ON beside.order_id = keyed.order_id
WHERE keyed.is_open
ORDER BY keyed.created_at, keyed.order_id
