-- unmatched: lines without their order, and orders without lines where lines are loaded.
-- grain: one row
-- columns: lines_without_order BIGINT, units_without_order BIGINT, paid_orders BIGINT,
--   paid_orders_without_lines BIGINT
-- note: a line without its order has no time of payment, so it counts nowhere.
SELECT
    (
        SELECT count(*) FROM order_items
        WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.order_id = order_items.order_id)
    ) AS lines_without_order,
    (
        SELECT CAST(coalesce(sum(quantity), 0) AS BIGINT) FROM order_items
        WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.order_id = order_items.order_id)
    ) AS units_without_order,
    count(*) AS paid_orders,
    count(*) FILTER (WHERE line_count IS NULL) AS paid_orders_without_lines
FROM baskets
