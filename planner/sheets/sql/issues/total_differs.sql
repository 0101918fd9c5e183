-- total_differs: items of which the warehouses hold more or less than the column of all stock says.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'on_hand' AS field, CAST(on_hand AS VARCHAR) AS value
FROM typed
WHERE code IS NULL AND on_hand <> coalesce(list_sum(beside), on_hand)
