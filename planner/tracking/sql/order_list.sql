-- order_list: whom to tell about orders that wait, the longest first.
-- grain: one row an order
-- columns: buyer_id VARCHAR, order_id VARCHAR, hours DOUBLE
-- uses: orders_waiting
-- parameters: $kind VARCHAR, $most BIGINT
-- sample: $kind = unshipped, $most = 100
SELECT buyer_id, order_id, hours
FROM orders_waiting
WHERE kind = $kind
ORDER BY hours DESC, order_id
LIMIT $most
