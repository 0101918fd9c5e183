-- judged: which rows are kept, and why the others are not.
-- grain: one row a row of typed
-- columns: source_row BIGINT, code VARCHAR
-- note: code is null for rows that are kept: of a parcel and order the newest event, of equally new
--   ones the last row.
SELECT
    typed.source_row,
    CASE
        WHEN typed.code IS NOT NULL THEN typed.code
        WHEN typed.source_row = newest.source_row THEN NULL
        WHEN typed.of_what = newest.of_what THEN 'duplicate'
        ELSE 'older_event'
    END AS code
FROM typed
LEFT JOIN (
    SELECT
        tracking_number,
        order_id,
        max_by(source_row, (coalesce(updated_at, signed_at, shipped_at, TIMESTAMP '1990-01-01'), source_row))
            AS source_row,
        max_by(of_what, (coalesce(updated_at, signed_at, shipped_at, TIMESTAMP '1990-01-01'), source_row))
            AS of_what
    FROM typed
    WHERE code IS NULL
    GROUP BY tracking_number, order_id
) AS newest
    ON newest.tracking_number = typed.tracking_number
    AND newest.order_id IS NOT DISTINCT FROM typed.order_id
