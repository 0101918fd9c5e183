-- order_items_totals: what lines of orders add up to.
-- grain: one row
-- columns: orders BIGINT, lines BIGINT, quantity BIGINT
SELECT
    count(DISTINCT order_id) AS orders,
    count(*) AS lines,
    CAST(coalesce(sum(quantity), 0) AS BIGINT) AS quantity
FROM order_items
