-- stock_rejected: rows that become no stock, with the cell that is to blame.
-- grain: one row a rejected row of those that are looked up
-- columns: source_row BIGINT, code VARCHAR, field VARCHAR, value VARCHAR
SELECT
    source_row,
    cells.code,
    CASE
        WHEN cells.code = 'bad_stock' AND cells.warehouse_stock IS NOT NULL THEN 'warehouse_stock'
        WHEN cells.code = 'bad_stock' THEN 'on_hand'
        WHEN cells.code = 'formula_error' AND is_formula_error(cells.sku) THEN 'sku'
        WHEN cells.code = 'formula_error' AND is_formula_error(cells.barcode) THEN 'barcode'
        WHEN cells.code = 'formula_error' AND cells.warehouse_stock IS NOT NULL
            THEN 'warehouse_stock'
        WHEN cells.code = 'formula_error' THEN 'on_hand'
        WHEN cells.code = 'placeholder_row' THEN 'sku'
    END AS field,
    CASE
        WHEN cells.code = 'bad_stock' THEN coalesce(cells.warehouse_stock, cells.on_hand)
        WHEN cells.code = 'formula_error' AND is_formula_error(cells.sku) THEN cells.sku
        WHEN cells.code = 'formula_error' AND is_formula_error(cells.barcode) THEN cells.barcode
        WHEN cells.code = 'formula_error' THEN coalesce(cells.warehouse_stock, cells.on_hand)
        WHEN cells.code = 'placeholder_row' THEN cells.sku
    END AS value
FROM rejected_cells AS cells
