-- traffic: figures of visitors; for the same days, source and product those of the newest import.
-- grain: one row a period, hour, source and product
-- columns: period_start DATE, period_end DATE, hour BIGINT, source VARCHAR, source_detail VARCHAR,
--   product_id VARCHAR, title VARCHAR, impressions BIGINT, clicks BIGINT, cost DECIMAL(18,2),
--   visitors BIGINT, page_views BIGINT, inquiries BIGINT, inquiry_buyers BIGINT,
--   favourites BIGINT, carts BIGINT, order_buyers BIGINT, paid_buyers BIGINT, paid_units BIGINT,
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), reviews BIGINT,
--   conversion_rate DOUBLE, aov DECIMAL(18,2),
--   source_row BIGINT, import_id VARCHAR
-- note: Columns complete each other: advertising and visits of a day may come in two lists.
SELECT
    period_start,
    period_end,
    hour,
    source,
    source_detail,
    product_id,
    arg_max(title, import_order) AS title,
    arg_max(impressions, import_order) AS impressions,
    arg_max(clicks, import_order) AS clicks,
    arg_max(cost, import_order) AS cost,
    arg_max(visitors, import_order) AS visitors,
    arg_max(page_views, import_order) AS page_views,
    arg_max(inquiries, import_order) AS inquiries,
    arg_max(inquiry_buyers, import_order) AS inquiry_buyers,
    arg_max(favourites, import_order) AS favourites,
    arg_max(carts, import_order) AS carts,
    arg_max(order_buyers, import_order) AS order_buyers,
    arg_max(paid_buyers, import_order) AS paid_buyers,
    arg_max(paid_units, import_order) AS paid_units,
    arg_max(paid_amount, import_order) AS paid_amount,
    arg_max(refund_amount, import_order) AS refund_amount,
    arg_max(reviews, import_order) AS reviews,
    arg_max(conversion_rate, import_order) AS conversion_rate,
    arg_max(aov, import_order) AS aov,
    arg_max(source_row, import_order) AS source_row,
    arg_max(import_id, import_order) AS import_id
FROM imported_traffic
GROUP BY
    period_start,
    period_end,
    hour,
    source,
    source_detail,
    product_id,
    CASE WHEN product_id IS NULL THEN title END
ORDER BY period_start, period_end, hour, source, source_detail, product_id, title
