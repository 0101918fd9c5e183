-- overlap_of_stock: stock of a warehouse that is loaded already; this list replaces it whole.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'warehouse' AS field, warehouse AS value
FROM stock
WHERE
    coalesce(on_hand, available) IS NOT NULL
    AND EXISTS (
        SELECT 1
        FROM loaded_stock
        WHERE loaded_stock.warehouse IS NOT DISTINCT FROM stock.warehouse
        AND coalesce(loaded_stock.on_hand, loaded_stock.available) IS NOT NULL
    )
