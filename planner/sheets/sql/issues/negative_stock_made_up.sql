-- negative_stock_made_up: rows that hold fewer than none, of items whose sum does not show it.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Items are told apart as the canonical stock tells them.
SELECT source_row, 'on_hand' AS field, CAST(on_hand AS VARCHAR) AS value
FROM spread
QUALIFY
    on_hand < 0
    AND sum(on_hand) OVER (PARTITION BY sku, barcode, spec, warehouse, CAST(eta AS DATE)) >= 0
