-- hours: orders by the hour of placing; revenue, parcels and items by the hour of payment.
-- grain: one row an hour in which an order was placed or paid, or goods were sent back
-- columns: hour_start TIMESTAMP, orders_placed BIGINT, gross_amount DECIMAL(18,2),
--   orders_paid BIGINT, paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2),
--   items_paid BIGINT
-- note: A return without its order is a refund of the hour it was booked in, and no order.
WITH placed AS (
    SELECT
        date_trunc('hour', created_at) AS hour_start,
        count(*) AS orders_placed,
        sum(gross_amount) AS gross_amount
    FROM orders
    WHERE created_at IS NOT NULL AND NOT is_return
    GROUP BY 1
),
paid AS (
    SELECT
        date_trunc('hour', paid_at) AS hour_start,
        count(order_id) AS orders_paid,
        sum(paid_amount) AS paid_amount,
        sum(refund_amount) AS refund_amount,
        sum(item_count) AS items_paid
    FROM (
        SELECT order_id, paid_at, paid_amount, refund_amount, item_count FROM baskets
        UNION ALL
        SELECT NULL, paid_at, 0, refund_amount, NULL
        FROM orders
        WHERE is_return AND paid_at IS NOT NULL
    ) AS payments
    GROUP BY 1
)
SELECT
    CAST(coalesce(placed.hour_start, paid.hour_start) AS TIMESTAMP) AS hour_start,
    CAST(coalesce(placed.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(placed.gross_amount, 0) AS DECIMAL(18,2)) AS gross_amount,
    CAST(coalesce(paid.orders_paid, 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(paid.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(paid.refund_amount, 0) AS DECIMAL(18,2)) AS refund_amount,
    CAST(paid.items_paid AS BIGINT) AS items_paid
FROM placed
FULL OUTER JOIN paid ON paid.hour_start = placed.hour_start
ORDER BY 1
