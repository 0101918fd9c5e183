-- order_items_totals: what lines of orders add up to.
-- grain: one row
-- columns: orders BIGINT, lines BIGINT, quantity BIGINT, list_amount DECIMAL(38,2)
-- note: list_amount is quantity times price, goods sent back taken off.
SELECT
    count(DISTINCT order_id) AS orders,
    count(*) AS lines,
    CAST(coalesce(sum(quantity), 0) AS BIGINT) AS quantity,
    CAST(sum(quantity * unit_price) AS DECIMAL(38, 2)) AS list_amount
FROM order_items
