-- stock_items: the stock, each row with the product of the sales that it is.
-- grain: one row a row of stock
-- columns: sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR, category VARCHAR,
--   warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT, reserved BIGINT,
--   incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta DATE, as_of DATE,
--   unit_cost DECIMAL(18,2), list_price DECIMAL(18,2), supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN,
--   source_row BIGINT, import_id VARCHAR,
--   item VARCHAR, product VARCHAR, matched_by VARCHAR
-- note: item, product and matched_by are those of item_products.
SELECT stock.*, item_products.item, item_products.product, item_products.matched_by
FROM stock
LEFT JOIN item_products
    ON item_products.list = 'stock'
    AND item_products.sku IS NOT DISTINCT FROM stock.sku
    AND item_products.barcode IS NOT DISTINCT FROM stock.barcode
    AND item_products.title IS NOT DISTINCT FROM stock.title
ORDER BY stock.sku, stock.barcode, stock.spec, stock.warehouse, stock.eta, stock.import_id
