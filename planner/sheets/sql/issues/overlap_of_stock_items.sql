-- overlap_of_stock_items: items loaded already, where this list or that names no warehouse.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: An item without a SKU is known by its barcode. Two lists without warehouses replace each
--   other whole, which overlap_of_stock says.
WITH here AS (
    SELECT
        coalesce(sku, barcode) AS item,
        min(source_row) AS source_row,
        bool_or(warehouse IS NOT NULL) AS names_warehouse
    FROM stock
    WHERE coalesce(on_hand, available) IS NOT NULL
    GROUP BY 1
),
there AS (
    SELECT coalesce(sku, barcode) AS item, bool_or(warehouse IS NOT NULL) AS names_warehouse
    FROM loaded_stock
    WHERE coalesce(on_hand, available) IS NOT NULL
    GROUP BY 1
)
SELECT here.source_row, 'sku' AS field, here.item AS value
FROM here
INNER JOIN there ON there.item = here.item
WHERE here.names_warehouse <> there.names_warehouse
