-- product_sales: what was sold, by the hour of payment and product.
-- grain: one row an hour and product that was in a paid order
-- columns: hour_start TIMESTAMP, product VARCHAR, title VARCHAR, category VARCHAR,
--   orders_paid BIGINT, units BIGINT, list_amount DECIMAL(18,2), orders_refunded BIGINT
-- note: product is the shop's own code as it is today, else the platform's number, else the title.
--   Postage and fees are no products. Units count as sold, before returns, as revenue counts before refunds.
--   orders_refunded are those of the orders of which something was given back, whatever it was.
SELECT
    date_trunc('hour', orders.paid_at) AS hour_start,
    coalesce(codes.product, items.sku, items.product_id, items.title) AS product,
    max(items.title) AS title,
    max(items.category) AS category,
    count(DISTINCT items.order_id) AS orders_paid,
    CAST(sum(items.quantity) AS BIGINT) AS units,
    CAST(sum(items.quantity * items.unit_price) AS DECIMAL(18,2)) AS list_amount,
    count(DISTINCT CASE WHEN orders.refund_amount > 0 THEN items.order_id END) AS orders_refunded
FROM order_items AS items
INNER JOIN orders ON orders.order_id = items.order_id
LEFT JOIN codes ON codes.code = items.sku
WHERE orders.paid_at IS NOT NULL AND items.quantity > 0 AND NOT items.is_service
GROUP BY 1, 2
ORDER BY 1, 2
