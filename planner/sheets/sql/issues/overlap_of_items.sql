-- overlap_of_items: lines of orders of which lines are loaded; this list's replace them whole.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'order_id' AS field, order_id AS value
FROM order_items
WHERE EXISTS (
    SELECT 1 FROM loaded_order_items WHERE loaded_order_items.order_id = order_items.order_id
)
