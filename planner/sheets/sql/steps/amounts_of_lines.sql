-- amounts_of_lines: the orders of a sheet with a row a line, with their amounts as written.
-- kept: parquet as amounts
-- grain: one row an order
-- columns: order_id VARCHAR, source_row BIGINT, line_count BIGINT,
--   buyer_text VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP, shipped_at TIMESTAMP,
--   received_at TIMESTAMP, status VARCHAR, is_closed BOOLEAN, gross_amount DECIMAL(38,6),
--   paid_amount DECIMAL(38,6), refund_amount DECIMAL(38,6), shipping_fee DECIMAL(38,6),
--   discount DECIMAL(38,6), seller_received DECIMAL(38,6), returned_amount DECIMAL(38,6),
--   closed_amount DECIMAL(38,6), province VARCHAR, city VARCHAR, item_count BIGINT
-- note: Amounts below zero are goods sent back: returned_amount, and no part of the order.
--   closed_amount is that of cancelled lines of an order whose other lines go on.
SELECT
    order_id,
    min(source_row) AS source_row,
    count(*) AS line_count,
    arg_min(buyer_text, source_row) AS buyer_text,
    min(created_at) AS created_at,
    min(paid_at) AS paid_at,
    max(shipped_at) AS shipped_at,
    max(received_at) AS received_at,
    coalesce(
        arg_min(status, source_row) FILTER (WHERE status <> 'closed'), arg_min(status, source_row)
    ) AS status,
    bool_and(is_closed) AS is_closed,
    coalesce(
        once(gross_amount, any_value(by_line)),
        once(goods_amount, any_value(by_line))
        + coalesce(once(shipping_fee, any_value(by_line)), 0),
        sum(from_zero(quantity * unit_price))
    ) AS gross_amount,
    once(paid_amount, any_value(by_line)) AS paid_amount,
    once(refund_amount, any_value(by_line)) AS refund_amount,
    once(shipping_fee, any_value(by_line)) AS shipping_fee,
    once(discount, any_value(by_line)) AS discount,
    once(seller_received, any_value(by_line)) AS seller_received,
    CASE
        WHEN any_value(by_line)
            THEN -sum(least(coalesce(gross_amount, goods_amount, quantity * unit_price), 0))
        ELSE -least(min(coalesce(gross_amount, goods_amount, quantity * unit_price)), 0)
    END AS returned_amount,
    sum(coalesce(gross_amount, goods_amount, quantity * unit_price)) FILTER (
        WHERE by_line AND (is_closed OR status = 'closed')
        AND coalesce(gross_amount, goods_amount, quantity * unit_price) > 0
    ) AS closed_amount,
    arg_min(province, source_row) AS province,
    arg_min(city, source_row) AS city,
    CAST(coalesce(sum(quantity), max(item_count)) AS BIGINT) AS item_count
FROM lines
CROSS JOIN grain
GROUP BY order_id
