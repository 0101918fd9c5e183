-- days: orders by the day of placing; revenue, parcels and buyers by the day of payment.
-- grain: one row a day in which an order was placed or paid
-- columns: day DATE, orders_placed BIGINT, gross_amount DECIMAL(18,2), orders_paid BIGINT,
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), items_paid BIGINT,
--   buyers_paid BIGINT
-- note: buyers_paid is 0 where the sheet names no buyers; buyers never add up over days.
WITH placed AS (
    SELECT
        CAST(created_at AS DATE) AS day,
        count(*) AS orders_placed,
        sum(gross_amount) AS gross_amount
    FROM orders
    WHERE created_at IS NOT NULL
    GROUP BY 1
),
paid AS (
    SELECT
        CAST(orders.paid_at AS DATE) AS day,
        count(*) AS orders_paid,
        sum(orders.paid_amount) AS paid_amount,
        sum(orders.refund_amount) AS refund_amount,
        sum(baskets.item_count) AS items_paid,
        count(DISTINCT orders.buyer_id) AS buyers_paid
    FROM orders
    INNER JOIN baskets ON baskets.order_id = orders.order_id
    WHERE orders.paid_at IS NOT NULL
    GROUP BY 1
)
SELECT
    coalesce(placed.day, paid.day) AS day,
    CAST(coalesce(placed.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(placed.gross_amount, 0) AS DECIMAL(18,2)) AS gross_amount,
    CAST(coalesce(paid.orders_paid, 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(paid.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(paid.refund_amount, 0) AS DECIMAL(18,2)) AS refund_amount,
    CAST(paid.items_paid AS BIGINT) AS items_paid,
    CAST(coalesce(paid.buyers_paid, 0) AS BIGINT) AS buyers_paid
FROM placed
FULL OUTER JOIN paid ON paid.day = placed.day
ORDER BY 1
