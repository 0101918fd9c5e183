-- lines: the typed rows that are kept.
-- kept: view
-- grain: one row a kept row
-- columns: source_row BIGINT, order_id VARCHAR, line_id VARCHAR,
--   buyer_text VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP, shipped_at TIMESTAMP,
--   received_at TIMESTAMP, status VARCHAR, is_closed BOOLEAN, gross_amount DECIMAL(18,6),
--   goods_amount DECIMAL(18,6), paid_amount DECIMAL(18,6), refund_amount DECIMAL(18,6),
--   shipping_fee DECIMAL(18,6), discount DECIMAL(18,6), seller_received DECIMAL(18,6),
--   province VARCHAR, city VARCHAR, item_count BIGINT, product_id VARCHAR, sku VARCHAR,
--   title VARCHAR, spec VARCHAR, category VARCHAR, quantity BIGINT, unit_price DECIMAL(18,6)
SELECT typed.* EXCLUDE (is_rounded, code)
FROM typed
WHERE code IS NULL AND NOT EXISTS (SELECT 1 FROM repeats WHERE repeats.source_row = typed.source_row)
