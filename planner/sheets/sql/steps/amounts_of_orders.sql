-- amounts_of_orders: the orders of a sheet with a row an order, with their amounts as written.
-- kept: view as amounts
-- grain: one row an order
-- columns: order_id VARCHAR, source_row BIGINT, line_count BIGINT,
--   buyer_text VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP, shipped_at TIMESTAMP,
--   received_at TIMESTAMP, status VARCHAR, is_closed BOOLEAN, gross_amount DECIMAL(18,6),
--   paid_amount DECIMAL(18,6), refund_amount DECIMAL(18,6), shipping_fee DECIMAL(18,6),
--   discount DECIMAL(18,6), seller_received DECIMAL(18,6), returned_amount DECIMAL(18,6),
--   closed_amount DECIMAL(18,6), province VARCHAR, city VARCHAR, item_count BIGINT
SELECT
    order_id,
    source_row,
    CAST(1 AS BIGINT) AS line_count,
    buyer_text,
    created_at,
    paid_at,
    shipped_at,
    received_at,
    status,
    is_closed,
    CAST(
        from_zero(coalesce(gross_amount, goods_amount + coalesce(shipping_fee, 0))) AS DECIMAL(18, 6)
    ) AS gross_amount,
    from_zero(paid_amount) AS paid_amount,
    abs(refund_amount) AS refund_amount,
    shipping_fee,
    discount,
    seller_received,
    CAST(-least(coalesce(gross_amount, goods_amount, paid_amount), 0) AS DECIMAL(18, 6))
        AS returned_amount,
    CAST(NULL AS DECIMAL(18, 6)) AS closed_amount,
    province,
    city,
    item_count
FROM lines
