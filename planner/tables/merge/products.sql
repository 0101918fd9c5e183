-- products: master data, each column from the newest import that says it.
-- grain: one row a SKU and barcode
-- columns: sku VARCHAR, barcode VARCHAR, product_id VARCHAR, title VARCHAR, category VARCHAR,
--   spec VARCHAR, old_skus VARCHAR[], unit_cost DECIMAL(18,2), list_price DECIMAL(18,2),
--   length_mm DOUBLE, width_mm DOUBLE, height_mm DOUBLE, volume_ml DOUBLE, weight_g DOUBLE,
--   supplier VARCHAR, lead_time_days BIGINT, min_order_quantity BIGINT, pack_size BIGINT,
--   source_row BIGINT, import_id VARCHAR
-- note: A list without barcodes speaks for all barcodes of its SKUs, so that a list of costs and
--   one of sizes complete each other. A row without a SKU has that of its barcode where only one
--   is known. source_row and import_id are of the newest row.
WITH owners AS (
    SELECT barcode, max(sku) AS sku
    FROM imported_products
    WHERE barcode IS NOT NULL
    GROUP BY barcode
    HAVING count(DISTINCT sku) = 1
),
said AS (
    SELECT
        imported_products.* EXCLUDE (sku),
        coalesce(imported_products.sku, owners.sku) AS sku
    FROM imported_products
    LEFT JOIN owners ON owners.barcode = imported_products.barcode
),
codes AS (
    SELECT DISTINCT sku, barcode
    FROM said
    WHERE barcode IS NOT NULL
),
spread AS (
    SELECT * FROM said WHERE barcode IS NOT NULL
    UNION ALL BY NAME
    SELECT said.* EXCLUDE (barcode), codes.barcode
    FROM said
    LEFT JOIN codes ON codes.sku = said.sku
    WHERE said.barcode IS NULL
)
SELECT
    sku,
    barcode,
    arg_max(product_id, import_order) AS product_id,
    arg_max(title, import_order) AS title,
    arg_max(category, import_order) AS category,
    arg_max(spec, import_order) AS spec,
    arg_max(old_skus, import_order) AS old_skus,
    arg_max(unit_cost, import_order) AS unit_cost,
    arg_max(list_price, import_order) AS list_price,
    arg_max(length_mm, import_order) AS length_mm,
    arg_max(width_mm, import_order) AS width_mm,
    arg_max(height_mm, import_order) AS height_mm,
    arg_max(volume_ml, import_order) AS volume_ml,
    arg_max(weight_g, import_order) AS weight_g,
    arg_max(supplier, import_order) AS supplier,
    arg_max(lead_time_days, import_order) AS lead_time_days,
    arg_max(min_order_quantity, import_order) AS min_order_quantity,
    arg_max(pack_size, import_order) AS pack_size,
    arg_max(source_row, import_order) AS source_row,
    arg_max(import_id, import_order) AS import_id
FROM spread
GROUP BY sku, barcode
ORDER BY sku, barcode
