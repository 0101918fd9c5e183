-- sales_so_far: what each product has sold in all the sheets.
-- grain: one row a product
-- columns: product VARCHAR, units BIGINT, list_amount DECIMAL(18,2), orders_paid BIGINT,
--   orders_refunded BIGINT, first_sold DATE, last_sold DATE
-- note: an order was paid in one hour, so its hours' orders add up.
SELECT
    product,
    CAST(sum(units) AS BIGINT) AS units,
    CAST(coalesce(sum(list_amount), 0) AS DECIMAL(18,2)) AS list_amount,
    CAST(sum(orders_paid) AS BIGINT) AS orders_paid,
    CAST(sum(orders_refunded) AS BIGINT) AS orders_refunded,
    CAST(min(hour_start) AS DATE) AS first_sold,
    CAST(max(hour_start) AS DATE) AS last_sold
FROM product_sales
WHERE product IS NOT NULL
GROUP BY product
ORDER BY product
