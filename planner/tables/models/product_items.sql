-- product_items: the master data, each row with the product of the sales that it is.
-- grain: one row a row of products
-- columns: sku VARCHAR, barcode VARCHAR, product_id VARCHAR, title VARCHAR, category VARCHAR,
--   spec VARCHAR, old_skus VARCHAR[], unit_cost DECIMAL(18,2), list_price DECIMAL(18,2),
--   length_mm DOUBLE, width_mm DOUBLE, height_mm DOUBLE, volume_ml DOUBLE, weight_g DOUBLE,
--   supplier VARCHAR, lead_time_days BIGINT, min_order_quantity BIGINT, pack_size BIGINT,
--   source_row BIGINT, import_id VARCHAR,
--   item VARCHAR, product VARCHAR, matched_by VARCHAR
-- note: item, product and matched_by are those of item_products.
SELECT products.*, item_products.item, item_products.product, item_products.matched_by
FROM products
LEFT JOIN item_products
    ON item_products.list = 'products'
    AND item_products.sku IS NOT DISTINCT FROM products.sku
    AND item_products.barcode IS NOT DISTINCT FROM products.barcode
    AND item_products.title IS NOT DISTINCT FROM products.title
ORDER BY products.sku, products.barcode
