-- parcels: every parcel and order once; in a newer import it replaces the older one whole.
-- grain: one row a parcel and order
-- columns: tracking_number VARCHAR, order_id VARCHAR, carrier VARCHAR, status VARCHAR,
--   shipped_at TIMESTAMP, updated_at TIMESTAMP, signed_at TIMESTAMP, province VARCHAR,
--   city VARCHAR, source_row BIGINT, import_id VARCHAR
SELECT imported_parcels.* EXCLUDE (import_order, import_id), imported_parcels.import_id
FROM imported_parcels
INNER JOIN (
    SELECT tracking_number, order_id, max(import_order) AS import_order
    FROM imported_parcels
    GROUP BY tracking_number, order_id
) AS newest
    ON newest.tracking_number = imported_parcels.tracking_number
    AND newest.order_id IS NOT DISTINCT FROM imported_parcels.order_id
    AND newest.import_order = imported_parcels.import_order
ORDER BY imported_parcels.import_order, imported_parcels.source_row
