-- of_newest_day: the typed rows; of an item that is told for several days only the newest is kept.
-- kept: view as typed
-- grain: one row a non-blank row below the header
-- columns: source_row BIGINT, sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR,
--   category VARCHAR, warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT,
--   reserved BIGINT, incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta TIMESTAMP,
--   as_of DATE, unit_cost DECIMAL(18,6), cost_amount DECIMAL(18,6), list_price DECIMAL(18,6),
--   supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN, beside BIGINT[],
--   unsure_date VARCHAR, code VARCHAR
-- note: A row that tells no day, or one that cannot be read, is not older than any.
SELECT
    stock_rows.* REPLACE (
        CASE
            WHEN code IS NULL AND stock_rows.as_of < newest_days.as_of THEN 'older_day'
            ELSE code
        END AS code
    )
FROM stock_rows
LEFT JOIN newest_days
    ON newest_days.sku IS NOT DISTINCT FROM stock_rows.sku
    AND newest_days.barcode IS NOT DISTINCT FROM stock_rows.barcode
    AND newest_days.spec IS NOT DISTINCT FROM stock_rows.spec
    AND newest_days.warehouse IS NOT DISTINCT FROM stock_rows.warehouse
