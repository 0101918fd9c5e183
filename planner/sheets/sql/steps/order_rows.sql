-- order_rows: the orders of the sheet with their amounts as written.
-- grain: one row an order
-- columns: order_id VARCHAR, source_row BIGINT, line_count BIGINT, buyer_text VARCHAR,
--   created_at TIMESTAMP, paid_at TIMESTAMP, shipped_at TIMESTAMP, received_at TIMESTAMP,
--   status VARCHAR, is_closed BOOLEAN, gross_amount DECIMAL(18,2), paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2), shipping_fee DECIMAL(18,2), discount DECIMAL(18,2),
--   seller_received DECIMAL(18,2), province VARCHAR, city VARCHAR, item_count BIGINT
-- note: Without an order amount: goods and postage, else the sum of the lines.
WITH lines AS (
    SELECT *
    FROM typed
    INNER JOIN judged USING (source_row)
    CROSS JOIN grain
    WHERE code IS NULL
),
amounts AS (
    SELECT
        order_id,
        min(source_row) AS source_row,
        count(*) AS line_count,
        arg_min(buyer_text, source_row) AS buyer_text,
        min(created_at) AS created_at,
        min(paid_at) AS paid_at,
        max(shipped_at) AS shipped_at,
        max(received_at) AS received_at,
        arg_min(status, source_row) AS status,
        bool_and(is_closed) AS is_closed,
        once(gross_amount, any_value(by_line)) AS gross_amount,
        once(goods_amount, any_value(by_line)) AS goods_amount,
        once(paid_amount, any_value(by_line)) AS paid_amount,
        once(refund_amount, any_value(by_line)) AS refund_amount,
        once(shipping_fee, any_value(by_line)) AS shipping_fee,
        once(discount, any_value(by_line)) AS discount,
        once(seller_received, any_value(by_line)) AS seller_received,
        sum(quantity * unit_price) AS list_amount,
        arg_min(province, source_row) AS province,
        arg_min(city, source_row) AS city,
        coalesce(sum(quantity), max(item_count)) AS item_count
    FROM lines
    GROUP BY order_id
)
SELECT
    order_id,
    source_row,
    line_count,
    buyer_text,
    created_at,
    paid_at,
    shipped_at,
    received_at,
    status,
    is_closed,
    money(coalesce(gross_amount, goods_amount + coalesce(shipping_fee, 0), list_amount))
        AS gross_amount,
    money(paid_amount) AS paid_amount,
    money(refund_amount) AS refund_amount,
    money(shipping_fee) AS shipping_fee,
    money(discount) AS discount,
    money(seller_received) AS seller_received,
    province,
    city,
    CAST(item_count AS BIGINT) AS item_count
FROM amounts
ORDER BY source_row
