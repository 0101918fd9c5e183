-- parcels: the canonical parcels, each with the orders in it.
-- kept: parquet
-- grain: one row a parcel and order
-- columns: tracking_number VARCHAR, order_id VARCHAR, carrier VARCHAR, status VARCHAR,
--   shipped_at TIMESTAMP, updated_at TIMESTAMP, signed_at TIMESTAMP, province VARCHAR,
--   city VARCHAR, source_row BIGINT
SELECT
    typed.tracking_number,
    typed.order_id,
    typed.carrier,
    typed.state AS status,
    typed.shipped_at,
    coalesce(typed.updated_at, typed.signed_at, typed.shipped_at) AS updated_at,
    coalesce(
        typed.signed_at, CASE WHEN typed.state = 'signed' THEN typed.updated_at END
    ) AS signed_at,
    typed.province,
    typed.city,
    typed.source_row
FROM typed
INNER JOIN judged USING (source_row)
WHERE judged.code IS NULL
