-- products: the canonical master data; rows of one SKU and barcode complete each other.
-- kept: parquet
-- grain: one row a SKU and barcode
-- columns: sku VARCHAR, barcode VARCHAR, product_id VARCHAR, title VARCHAR, category VARCHAR,
--   spec VARCHAR, old_skus VARCHAR[], unit_cost DECIMAL(18,2), list_price DECIMAL(18,2),
--   length_mm DOUBLE, width_mm DOUBLE, height_mm DOUBLE, volume_ml DOUBLE, weight_g DOUBLE,
--   supplier VARCHAR, lead_time_days BIGINT, min_order_quantity BIGINT, pack_size BIGINT,
--   source_row BIGINT
-- note: Of rows with the same SKU and barcode the last value of each column is taken. One SKU can
--   have many barcodes (the sizes of a style), one barcode seldom many SKUs; both stay apart.
WITH sized AS (
    SELECT
        field,
        size
    FROM units
),
measured AS (
    SELECT
        typed.*,
        length * coalesce(unit_size('length', length_unit), by_length.size) AS length_mm,
        width * coalesce(unit_size('width', width_unit), by_width.size) AS width_mm,
        height * coalesce(unit_size('height', height_unit), by_height.size) AS height_mm,
        volume * coalesce(unit_size('volume', volume_unit), by_volume.size) AS volume_ml,
        weight * coalesce(unit_size('weight', weight_unit), by_weight.size) AS weight_g
    FROM typed
    LEFT JOIN sized AS by_length ON by_length.field = 'length'
    LEFT JOIN sized AS by_width ON by_width.field = 'width'
    LEFT JOIN sized AS by_height ON by_height.field = 'height'
    LEFT JOIN sized AS by_volume ON by_volume.field = 'volume'
    LEFT JOIN sized AS by_weight ON by_weight.field = 'weight'
    WHERE code IS NULL
)
SELECT
    sku,
    barcode,
    arg_max(product_id, source_row) AS product_id,
    arg_max(title, source_row) AS title,
    arg_max(category, source_row) AS category,
    arg_max(spec, source_row) AS spec,
    list(DISTINCT old_sku ORDER BY old_sku) FILTER (WHERE old_sku IS NOT NULL) AS old_skus,
    money(arg_max(unit_cost, source_row)) AS unit_cost,
    money(arg_max(list_price, source_row)) AS list_price,
    CAST(round(arg_max(length_mm, source_row), 2) AS DOUBLE) AS length_mm,
    CAST(round(arg_max(width_mm, source_row), 2) AS DOUBLE) AS width_mm,
    CAST(round(arg_max(height_mm, source_row), 2) AS DOUBLE) AS height_mm,
    CAST(round(arg_max(volume_ml, source_row), 2) AS DOUBLE) AS volume_ml,
    CAST(round(arg_max(weight_g, source_row), 2) AS DOUBLE) AS weight_g,
    arg_max(supplier, source_row) AS supplier,
    arg_max(lead_time_days, source_row) AS lead_time_days,
    arg_max(min_order_quantity, source_row) AS min_order_quantity,
    arg_max(pack_size, source_row) AS pack_size,
    min(source_row) AS source_row
FROM measured
GROUP BY sku, barcode
