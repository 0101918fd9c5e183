-- order_kinds: orders and buyers that wait, by for what.
-- grain: one row a kind
-- columns: kind VARCHAR, orders BIGINT, buyers BIGINT
-- uses: orders_waiting
SELECT kind, count(*) AS orders, count(DISTINCT buyer_id) AS buyers
FROM orders_waiting
GROUP BY kind
