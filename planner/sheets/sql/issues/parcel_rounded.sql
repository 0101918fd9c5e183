-- parcel_rounded: numbers of parcels and orders that a spreadsheet rounded.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT
    source_row,
    CASE WHEN is_scientific(cells.tracking_number) THEN 'tracking_number' ELSE 'order_id' END AS field,
    CASE WHEN is_scientific(cells.tracking_number) THEN cells.tracking_number ELSE cells.order_id END
        AS value
FROM cells
INNER JOIN judged USING (source_row)
WHERE judged.code IS NULL AND (is_scientific(cells.tracking_number) OR is_scientific(cells.order_id))
