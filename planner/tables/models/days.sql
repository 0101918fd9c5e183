-- days: orders by the day of placing; revenue, parcels and buyers by the day of payment.
-- grain: one row a day in which an order was placed or paid, or goods were sent back
-- columns: day DATE, orders_placed BIGINT, gross_amount DECIMAL(18,2), orders_paid BIGINT,
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), items_paid BIGINT,
--   buyers_paid BIGINT
-- note: buyers_paid is 0 where the sheet names no buyers; buyers never add up over days.
SELECT
    CAST(hours.hour_start AS DATE) AS day,
    CAST(sum(hours.orders_placed) AS BIGINT) AS orders_placed,
    CAST(sum(hours.gross_amount) AS DECIMAL(18,2)) AS gross_amount,
    CAST(sum(hours.orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(hours.paid_amount) AS DECIMAL(18,2)) AS paid_amount,
    CAST(sum(hours.refund_amount) AS DECIMAL(18,2)) AS refund_amount,
    CAST(sum(hours.items_paid) AS BIGINT) AS items_paid,
    CAST(coalesce(any_value(buyers.buyers_paid), 0) AS BIGINT) AS buyers_paid
FROM hours
LEFT JOIN (
    SELECT CAST(paid_at AS DATE) AS day, count(DISTINCT buyer_id) AS buyers_paid
    FROM baskets
    GROUP BY 1
) AS buyers ON buyers.day = CAST(hours.hour_start AS DATE)
GROUP BY 1
ORDER BY 1
