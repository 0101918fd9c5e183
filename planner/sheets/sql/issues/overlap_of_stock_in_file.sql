-- overlap_of_stock_in_file: items of which an earlier table of the file has stock, too.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, CASE WHEN sku IS NULL THEN 'barcode' ELSE 'sku' END AS field,
    coalesce(sku, barcode) AS value
FROM stock
WHERE
    coalesce(on_hand, available) IS NOT NULL
    AND EXISTS (
        SELECT 1
        FROM earlier_stock
        WHERE earlier_stock.sku IS NOT DISTINCT FROM stock.sku
        AND earlier_stock.barcode IS NOT DISTINCT FROM stock.barcode
        AND earlier_stock.spec IS NOT DISTINCT FROM stock.spec
        AND earlier_stock.warehouse IS NOT DISTINCT FROM stock.warehouse
        AND earlier_stock.eta IS NOT DISTINCT FROM stock.eta
        AND coalesce(earlier_stock.on_hand, earlier_stock.available) IS NOT NULL
    )
