-- baskets: what was in each paid order, from its lines where they are loaded.
-- grain: one row a paid order
-- columns: order_id VARCHAR, buyer_id VARCHAR, paid_at TIMESTAMP, line_count BIGINT,
--   item_count BIGINT, list_amount DECIMAL(18,2), paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2), products VARCHAR[]
-- note: An order without lines has no line_count and no products; its item_count is the order
--   list's. Postage and fees are no items, and goods sent back are no basket. Products are known
--   by the codes they have today, as in product_sales.
SELECT
    orders.order_id,
    orders.buyer_id,
    orders.paid_at,
    lines.line_count,
    CAST(coalesce(lines.item_count, orders.item_count) AS BIGINT) AS item_count,
    lines.list_amount,
    orders.paid_amount,
    orders.refund_amount,
    lines.products
FROM orders
LEFT JOIN (
    SELECT
        items.order_id,
        count(*) AS line_count,
        CAST(sum(items.quantity) AS BIGINT) AS item_count,
        CAST(sum(items.quantity * items.unit_price) AS DECIMAL(18,2)) AS list_amount,
        list_sort(
            list_distinct(
                list(coalesce(codes.product, items.sku, items.product_id, items.title))
            )
        ) AS products
    FROM order_items AS items
    LEFT JOIN codes ON codes.code = items.sku
    WHERE items.quantity > 0 AND NOT items.is_service
    GROUP BY items.order_id
) AS lines ON lines.order_id = orders.order_id
WHERE orders.paid_at IS NOT NULL AND NOT orders.is_return
