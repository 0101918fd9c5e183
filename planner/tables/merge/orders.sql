-- orders: every order once; an order in a newer import replaces the older one whole.
-- grain: one row an order
-- columns: order_id VARCHAR, buyer_id VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP,
--   shipped_at TIMESTAMP, received_at TIMESTAMP, status VARCHAR, gross_amount DECIMAL(18,2),
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), shipping_fee DECIMAL(18,2),
--   discount DECIMAL(18,2), seller_received DECIMAL(18,2), province VARCHAR, city VARCHAR,
--   item_count BIGINT, source_row BIGINT, import_id VARCHAR
SELECT
    order_id, buyer_id, created_at, paid_at, shipped_at, received_at, status, gross_amount,
    paid_amount, refund_amount, shipping_fee, discount, seller_received, province, city,
    item_count, source_row, import_id
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY order_id ORDER BY import_order DESC, source_row) AS age
    FROM imported_orders
) AS ranked
WHERE age = 1
ORDER BY created_at, order_id
