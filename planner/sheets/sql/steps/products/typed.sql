-- typed: every cell as a value, and why a row cannot be kept.
-- kept: parquet
-- grain: one row a non-blank row below the header
-- columns: source_row BIGINT, sku VARCHAR, barcode VARCHAR, product_id VARCHAR, title VARCHAR,
--   category VARCHAR, spec VARCHAR, old_sku VARCHAR, unit_cost DECIMAL(18,6),
--   list_price DECIMAL(18,6), length DECIMAL(18,6), width DECIMAL(18,6), height DECIMAL(18,6),
--   volume DECIMAL(18,6), weight DECIMAL(18,6), length_unit VARCHAR, width_unit VARCHAR,
--   height_unit VARCHAR, volume_unit VARCHAR, weight_unit VARCHAR, supplier VARCHAR,
--   lead_time_days BIGINT, min_order_quantity BIGINT, pack_size BIGINT, code VARCHAR
-- note: The units are those that stand in the cells; headers are read in `units`.
SELECT
    * EXCLUDE (lead, is_header, is_blank, is_error),
    CASE
        WHEN is_blank THEN 'blank_row'
        WHEN is_header THEN 'repeated_header'
        WHEN is_total(lead) AND coalesce(sku, lead) = lead THEN 'total_row'
        WHEN is_error THEN 'formula_error'
        WHEN sku IS NULL AND barcode IS NULL THEN 'no_sku'
        WHEN is_placeholder(coalesce(sku, barcode)) THEN 'placeholder_row'
    END AS code
FROM (
    SELECT
        source_row,
        code_of(sku) AS sku,
        code_of(barcode) AS barcode,
        code_of(product_id) AS product_id,
        text_of(title) AS title,
        text_of(category) AS category,
        text_of(spec) AS spec,
        code_of(old_sku) AS old_sku,
        amount_of(unit_cost) AS unit_cost,
        amount_of(list_price) AS list_price,
        measure_of(length) AS length,
        measure_of(width) AS width,
        measure_of(height) AS height,
        measure_of(volume) AS volume,
        measure_of(weight) AS weight,
        unit_of(length) AS length_unit,
        unit_of(width) AS width_unit,
        unit_of(height) AS height_unit,
        unit_of(volume) AS volume_unit,
        unit_of(weight) AS weight_unit,
        text_of(supplier) AS supplier,
        tally_of(lead_time_days) AS lead_time_days,
        tally_of(min_order_quantity) AS min_order_quantity,
        tally_of(pack_size) AS pack_size,
        lead,
        header_matches >= settings.header_needed AS is_header,
        coalesce(
            sku, barcode, product_id, title, category, spec, old_sku, unit_cost, list_price, length,
            width, height, volume, weight, supplier, lead_time_days, min_order_quantity, pack_size
        ) IS NULL AS is_blank,
        is_formula_error(sku) OR is_formula_error(barcode) AS is_error
    FROM cells
    CROSS JOIN settings
) AS values_of_cells
