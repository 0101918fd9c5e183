-- negative_stock: items of which fewer than none are in stock.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'on_hand' AS field, CAST(on_hand AS VARCHAR) AS value
FROM stock
WHERE on_hand < 0
