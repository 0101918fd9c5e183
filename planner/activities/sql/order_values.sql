-- order_values: what the goods of the paid orders of some days came to, before discounts.
-- grain: one row an amount and basis
-- columns: amount DECIMAL(18,2), basis VARCHAR, orders BIGINT, orders_refunded BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: basis is lines: pieces × price of the order's lines; order_list: the order as placed without
--   postage, else what was paid for it, where no lines are loaded; price_missing: the same, since a
--   line of the order has no price. amount is null where neither tells more than zero. An order of
--   which something was given back counts in full: it reached its threshold when it was placed.
WITH unpriced AS (
    SELECT DISTINCT order_id
    FROM order_items
    WHERE unit_price IS NULL AND quantity > 0 AND NOT is_service
),
paid AS (
    SELECT
        baskets.order_id,
        baskets.list_amount,
        baskets.refund_amount > 0 AS is_refunded,
        CASE
            WHEN baskets.line_count IS NULL THEN 'order_list'
            WHEN unpriced.order_id IS NOT NULL OR baskets.list_amount IS NULL THEN 'price_missing'
            ELSE 'lines'
        END AS basis
    FROM baskets
    LEFT JOIN unpriced ON unpriced.order_id = baskets.order_id
    WHERE baskets.paid_at >= CAST($first_day AS DATE)
        AND baskets.paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
),
valued AS (
    SELECT basis, is_refunded, list_amount AS amount
    FROM paid
    WHERE basis = 'lines'
    UNION ALL
    SELECT
        paid.basis,
        paid.is_refunded,
        CASE
            WHEN orders.gross_amount > coalesce(orders.shipping_fee, 0) THEN orders.gross_amount
            ELSE orders.paid_amount
        END - coalesce(orders.shipping_fee, 0) AS amount
    FROM paid
    INNER JOIN orders ON orders.order_id = paid.order_id
    WHERE paid.basis <> 'lines'
)
SELECT
    CAST(CASE WHEN amount > 0 THEN amount END AS DECIMAL(18,2)) AS amount,
    basis,
    count(*) AS orders,
    count(*) FILTER (WHERE is_refunded) AS orders_refunded
FROM valued
GROUP BY 1, 2
ORDER BY 1, 2
