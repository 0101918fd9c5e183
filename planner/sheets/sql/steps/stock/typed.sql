-- typed: every cell as a value, and why a row cannot be kept whatever the others hold.
-- kept: parquet as stock_rows
-- grain: one row a non-blank row below the header
-- columns: source_row BIGINT, sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR,
--   category VARCHAR, warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT,
--   reserved BIGINT, incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta TIMESTAMP,
--   as_of DATE, unit_cost DECIMAL(18,6), cost_amount DECIMAL(18,6), list_price DECIMAL(18,6),
--   supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN, beside BIGINT[],
--   unsure_date VARCHAR, code VARCHAR
-- note: A row of which only columns that are not used are filled, such as a running number, is
--   blank. Errors of a formula in the code or the quantity cost the row. beside is the stock of
--   warehouses that stand side by side, in the order of their columns.
SELECT
    * EXCLUDE (lead, is_header, is_blank, is_error, is_bad),
    CASE
        WHEN is_blank THEN 'blank_row'
        WHEN is_header THEN 'repeated_header'
        WHEN is_total(lead) AND coalesce(sku, lead) = lead THEN 'total_row'
        WHEN is_error THEN 'formula_error'
        WHEN sku IS NULL AND barcode IS NULL THEN 'no_sku'
        WHEN is_placeholder(coalesce(sku, barcode)) THEN 'placeholder_row'
        WHEN is_bad THEN 'bad_stock'
    END AS code
FROM (
    SELECT
        source_row,
        code_of(sku) AS sku,
        code_of(barcode) AS barcode,
        text_of(title) AS title,
        text_of(spec) AS spec,
        text_of(category) AS category,
        coalesce(text_of(cells.warehouse), settings.warehouse) AS warehouse,
        text_of(location) AS location,
        tally_of(on_hand) AS on_hand,
        tally_of(available) AS available,
        tally_of(reserved) AS reserved,
        tally_of(incoming) AS incoming,
        tally_of(counted) AS counted,
        time_of(counted_at, date_order.day_first, settings.utc_offset_hours) AS counted_at,
        time_of(eta, date_order.day_first, settings.utc_offset_hours) AS eta,
        CAST(time_of(as_of, date_order.day_first, settings.utc_offset_hours) AS DATE) AS as_of,
        amount_of(unit_cost) AS unit_cost,
        amount_of(cost_amount) AS cost_amount,
        amount_of(list_price) AS list_price,
        text_of(supplier) AS supplier,
        tally_of(lead_time_days) AS lead_time_days,
        flag_of(is_main) AS is_main,
        list_transform(each_beside(warehouse_stock), lambda cell: tally_of(cell)) AS beside,
        CASE
            WHEN certain THEN NULL
            WHEN is_day_month_year(counted_at) THEN counted_at
            WHEN is_day_month_year(eta) THEN eta
            WHEN is_day_month_year(as_of) THEN as_of
        END AS unsure_date,
        lead,
        header_matches >= settings.header_needed AS is_header,
        coalesce(
            sku, barcode, title, spec, category, cells.warehouse, location, on_hand, available,
            reserved, incoming, counted, counted_at, eta, as_of, unit_cost, cost_amount, list_price,
            supplier, lead_time_days, is_main, warehouse_stock
        ) IS NULL AS is_blank,
        is_formula_error(sku) OR is_formula_error(barcode) OR is_formula_error(on_hand)
            OR is_formula_error(available) OR coalesce(
                list_bool_or(
                    list_transform(
                        each_beside(warehouse_stock), lambda cell: is_formula_error(cell)
                    )
                ),
                false
            ) AS is_error,
        (NOT is_nothing(on_hand) AND tally_of(on_hand) IS NULL) OR coalesce(
            list_bool_or(
                list_transform(
                    each_beside(warehouse_stock),
                    lambda cell: NOT is_nothing(cell) AND tally_of(cell) IS NULL
                )
            ),
            false
        ) AS is_bad
    FROM cells
    CROSS JOIN settings
    CROSS JOIN date_order
) AS values_of_cells
