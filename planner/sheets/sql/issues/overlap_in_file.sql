-- overlap_in_file: orders that an earlier table of the file holds, too; this one's replace them whole.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'order_id' AS field, order_id AS value
FROM orders
WHERE EXISTS (SELECT 1 FROM earlier_orders WHERE earlier_orders.order_id = orders.order_id)
