-- province_days: paid orders, revenue and refunds by the day of payment and province.
-- grain: one row a day and province on which an order was paid, or goods were sent back
-- columns: day DATE, province VARCHAR, orders_paid BIGINT, orders_refunded BIGINT,
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2)
-- note: province is null where the sheet tells none. orders_refunded are those of the paid orders
--   of which something was given back; a return without its order is a refund and no order.
SELECT
    CAST(paid_at AS DATE) AS day,
    province,
    count(*) FILTER (WHERE NOT is_return) AS orders_paid,
    count(*) FILTER (WHERE NOT is_return AND refund_amount > 0) AS orders_refunded,
    CAST(sum(CASE WHEN is_return THEN 0 ELSE paid_amount END) AS DECIMAL(18,2)) AS paid_amount,
    CAST(sum(refund_amount) AS DECIMAL(18,2)) AS refund_amount
FROM orders
WHERE paid_at IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2
