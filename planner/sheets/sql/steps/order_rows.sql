-- order_rows: the orders of the sheet in cents.
-- kept: view
-- grain: one row an order
-- columns: order_id VARCHAR, source_row BIGINT, line_count BIGINT, buyer_text VARCHAR,
--   created_at TIMESTAMP, paid_at TIMESTAMP, shipped_at TIMESTAMP, received_at TIMESTAMP,
--   status VARCHAR, is_closed BOOLEAN, gross_amount DECIMAL(18,2), paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2), shipping_fee DECIMAL(18,2), discount DECIMAL(18,2),
--   seller_received DECIMAL(18,2), closed_amount DECIMAL(18,2), is_return BOOLEAN,
--   province VARCHAR, city VARCHAR, item_count BIGINT
-- note: A document of nothing but goods sent back is a return: its amount is a refund. Lines sent
--   back inside an order are a refund, too, where no column tells one.
SELECT
    amounts.order_id,
    source_row,
    line_count,
    buyer_text,
    created_at,
    paid_at,
    shipped_at,
    received_at,
    status,
    is_closed,
    coalesce(carried.gross_amount, money(amounts.gross_amount)) AS gross_amount,
    coalesce(carried.paid_amount, money(amounts.paid_amount)) AS paid_amount,
    coalesce(
        carried.refund_amount,
        money(amounts.refund_amount),
        CASE WHEN returned_amount > 0 THEN money(returned_amount) END
    ) AS refund_amount,
    money(shipping_fee) AS shipping_fee,
    money(discount) AS discount,
    money(seller_received) AS seller_received,
    money(closed_amount) AS closed_amount,
    coalesce(returned_amount > 0 AND coalesce(amounts.gross_amount, 0) = 0, false) AS is_return,
    province,
    city,
    item_count
FROM amounts
LEFT JOIN carried ON carried.order_id = amounts.order_id
