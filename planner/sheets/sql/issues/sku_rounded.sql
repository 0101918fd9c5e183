-- sku_rounded: codes that a spreadsheet turned into rounded numbers.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT
    source_row,
    CASE WHEN is_scientific(cells.sku) THEN 'sku' ELSE 'barcode' END AS field,
    CASE WHEN is_scientific(cells.sku) THEN cells.sku ELSE cells.barcode END AS value
FROM cells
INNER JOIN judged USING (source_row)
WHERE judged.code IS NULL AND (is_scientific(cells.sku) OR is_scientific(cells.barcode))
