-- orders: every order once; an order in a newer import replaces the older one whole.
-- grain: one row an order
-- columns: order_id VARCHAR, buyer_id VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP,
--   shipped_at TIMESTAMP, received_at TIMESTAMP, status VARCHAR, gross_amount DECIMAL(18,2),
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), shipping_fee DECIMAL(18,2),
--   discount DECIMAL(18,2), seller_received DECIMAL(18,2), province VARCHAR, city VARCHAR,
--   item_count BIGINT, is_return BOOLEAN, source_row BIGINT, import_id VARCHAR
SELECT imported_orders.* EXCLUDE (import_order)
FROM imported_orders
INNER JOIN (
    SELECT order_id, max(import_order) AS import_order FROM imported_orders GROUP BY order_id
) AS newest
    ON newest.order_id = imported_orders.order_id
    AND newest.import_order = imported_orders.import_order
