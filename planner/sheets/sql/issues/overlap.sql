-- overlap: orders that a loaded list holds, too; this list's replace them whole.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'order_id' AS field, order_id AS value
FROM orders
WHERE EXISTS (SELECT 1 FROM loaded_orders WHERE loaded_orders.order_id = orders.order_id)
