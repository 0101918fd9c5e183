-- typed: every cell as a value, and why a row cannot be kept whatever stands in the others.
-- kept: parquet
-- grain: one row a non-blank row below the header
-- columns: source_row BIGINT, order_id VARCHAR, line_id VARCHAR,
--   buyer_text VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP, shipped_at TIMESTAMP,
--   received_at TIMESTAMP, status VARCHAR, is_closed BOOLEAN, gross_amount DECIMAL(18,6),
--   goods_amount DECIMAL(18,6), paid_amount DECIMAL(18,6), refund_amount DECIMAL(18,6),
--   shipping_fee DECIMAL(18,6), discount DECIMAL(18,6), seller_received DECIMAL(18,6),
--   province VARCHAR, city VARCHAR, item_count BIGINT, product_id VARCHAR, sku VARCHAR,
--   title VARCHAR, spec VARCHAR, category VARCHAR, quantity BIGINT, unit_price DECIMAL(18,6),
--   is_rounded BOOLEAN, code VARCHAR
-- note: A value is null where its cell holds nothing or cannot be read.
SELECT
    * EXCLUDE (
        lead, is_header, is_note, other_currency, date_text, quantity_text, amount_text, has_orders, has_items
    ),
    CASE
        WHEN is_header THEN 'repeated_header'
        WHEN created_at IS NULL AND is_total_row(lead, order_id) THEN 'total_row'
        WHEN order_id IS NULL THEN 'no_order_id'
        WHEN is_note THEN 'note_row'
        WHEN other_currency THEN 'other_currency'
        WHEN created_at IS NULL AND has_orders AND NOT is_nothing(date_text) THEN 'bad_date'
        WHEN
            quantity IS NULL
            AND has_items
            AND (NOT has_orders OR NOT is_nothing(quantity_text))
            THEN 'bad_quantity'
        WHEN
            has_orders
            AND coalesce(gross_amount, goods_amount, paid_amount) IS NULL
            AND NOT is_nothing(amount_text)
            THEN 'bad_amount'
    END AS code
FROM (
    SELECT
        cells.source_row,
        id_of(cells.order_id) AS order_id,
        id_of(cells.line_id) AS line_id,
        id_of(cells.buyer_id) AS buyer_text,
        time_of(cells.created_at, date_order.day_first, settings.utc_offset_hours) AS created_at,
        time_of(cells.paid_at, date_order.day_first, settings.utc_offset_hours) AS paid_at,
        time_of(cells.shipped_at, date_order.day_first, settings.utc_offset_hours) AS shipped_at,
        time_of(cells.received_at, date_order.day_first, settings.utc_offset_hours) AS received_at,
        CASE
            WHEN regexp_matches(cells.after_sale, '退款成功|退款完成|已退款|售后完成|全额退款')
                THEN 'refunded'
            ELSE statuses.status
        END AS status,
        coalesce(text_of(cells.closed_reason) NOT IN ('订单未关闭', '未关闭'), false) AS is_closed,
        amount_of(cells.gross_amount) AS gross_amount,
        amount_of(cells.goods_amount) AS goods_amount,
        amount_of(cells.paid_amount) AS paid_amount,
        amount_of(cells.refund_amount) AS refund_amount,
        amount_of(cells.shipping_fee) AS shipping_fee,
        amount_of(cells.discount) AS discount,
        amount_of(cells.seller_received) AS seller_received,
        coalesce(known_province(cells.address), province_of(text_of(cells.province))) AS province,
        coalesce(
            short_city(city_in(cells.address, known_province(cells.address))),
            city_of(text_of(cells.city))
        ) AS city,
        count_of(cells.item_count) AS item_count,
        code_of(cells.product_id) AS product_id,
        code_of(cells.sku) AS sku,
        text_of(cells.title) AS title,
        text_of(cells.spec) AS spec,
        text_of(cells.category) AS category,
        count_of(cells.quantity) AS quantity,
        amount_of(cells.unit_price) AS unit_price,
        coalesce(contains(cells.order_id, '+') AND is_scientific(cells.order_id), false)
            AS is_rounded,
        cells.lead,
        CASE
            WHEN
                coalesce(
                    cells.created_at, cells.paid_at, cells.shipped_at, cells.received_at,
                    cells.status, cells.gross_amount, cells.goods_amount, cells.paid_amount,
                    cells.quantity, cells.sku, cells.product_id, cells.title, cells.unit_price
                ) IS NOT NULL
                THEN false
            ELSE NOT regexp_matches(coalesce(cells.order_id, ''), '^[~\d]')
        END AS is_note,
        cells.header_matches >= settings.header_needed AS is_header,
        coalesce(currency_of(cells.currency) <> main_currency.currency, false) AS other_currency,
        cells.created_at AS date_text,
        cells.quantity AS quantity_text,
        coalesce(cells.gross_amount, cells.goods_amount, cells.paid_amount) AS amount_text
    FROM cells
    CROSS JOIN settings
    CROSS JOIN date_order
    CROSS JOIN main_currency
    LEFT JOIN statuses ON statuses.text = text_of(cells.status)
) AS values_of_cells
CROSS JOIN (SELECT has_orders, has_items FROM settings) AS sheet
