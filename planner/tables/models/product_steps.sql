-- product_steps: how far the orders came that held a product or a category, by the day of placing.
-- grain: one row a day of placing and product, or category
-- columns: day DATE, part VARCHAR, name VARCHAR, title VARCHAR, orders_placed BIGINT,
--   orders_paid BIGINT, orders_refunded_whole BIGINT, paid_amount DECIMAL(18,2)
-- note: part is product or category. An order counts once with each product and each category that
--   it held, so that neither adds up to all orders; paid_amount is that of the whole orders. A
--   category is that of the lines, else that of the products sheet. Postage and fees are no
--   products, nor are goods sent back.
WITH listed AS (
    SELECT code, max(category) AS category
    FROM (
        SELECT sku AS code, category FROM products
        UNION ALL
        SELECT product_id, category FROM products
        UNION ALL
        SELECT unnest(old_skus), category FROM products
    ) AS named
    WHERE code IS NOT NULL
    GROUP BY code
),
held AS (
    SELECT
        items.order_id,
        coalesce(codes.product, items.sku, items.product_id, items.title) AS product,
        max(items.title) AS title,
        max(items.category) AS category
    FROM order_items AS items
    LEFT JOIN codes ON codes.code = items.sku
    WHERE items.quantity > 0 AND NOT items.is_service
    GROUP BY 1, 2
),
parts AS (
    SELECT order_id, 'product' AS part, product AS name, title FROM held
    UNION ALL
    SELECT
        held.order_id,
        'category',
        coalesce(held.category, listed.category),
        NULL
    FROM held
    LEFT JOIN listed ON listed.code = held.product
    WHERE coalesce(held.category, listed.category) IS NOT NULL
    GROUP BY 1, 3
)
SELECT
    CAST(orders.created_at AS DATE) AS day,
    parts.part,
    parts.name,
    max(parts.title) AS title,
    count(*) AS orders_placed,
    count(orders.paid_at) AS orders_paid,
    count(orders.paid_at) FILTER (
        WHERE orders.refund_amount > 0 AND orders.refund_amount >= orders.paid_amount
    ) AS orders_refunded_whole,
    CAST(
        coalesce(sum(orders.paid_amount) FILTER (WHERE orders.paid_at IS NOT NULL), 0)
        AS DECIMAL(18,2)
    ) AS paid_amount
FROM parts
INNER JOIN orders ON orders.order_id = parts.order_id
WHERE orders.created_at IS NOT NULL AND NOT orders.is_return AND parts.name IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
