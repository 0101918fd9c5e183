-- negative_stock: rows that hold fewer than none; another row of the item may hide it in the sum.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'on_hand' AS field, CAST(on_hand AS VARCHAR) AS value
FROM spread
WHERE on_hand < 0
