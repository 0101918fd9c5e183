-- product_id_rounded: numbers and codes of products that a spreadsheet rounded.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT
    source_row,
    CASE WHEN is_scientific(cells.product_id) THEN 'product_id' ELSE 'sku' END AS field,
    CASE WHEN is_scientific(cells.product_id) THEN cells.product_id ELSE cells.sku END AS value
FROM cells
INNER JOIN judged USING (source_row)
WHERE judged.code IS NULL AND (is_scientific(cells.product_id) OR is_scientific(cells.sku))
