-- overlap_of_items_in_file: lines of orders of which an earlier table of the file holds lines, too.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'order_id' AS field, order_id AS value
FROM order_items
WHERE EXISTS (
    SELECT 1 FROM earlier_order_items WHERE earlier_order_items.order_id = order_items.order_id
)
