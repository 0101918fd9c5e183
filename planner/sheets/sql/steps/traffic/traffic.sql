-- traffic: the canonical figures of visitors and what they did.
-- kept: parquet
-- grain: one row a period, hour, source and product
-- columns: period_start DATE, period_end DATE, hour BIGINT, source VARCHAR, source_detail VARCHAR,
--   product_id VARCHAR, title VARCHAR, impressions BIGINT, clicks BIGINT, cost DECIMAL(18,2),
--   visitors BIGINT, page_views BIGINT, inquiries BIGINT, inquiry_buyers BIGINT,
--   favourites BIGINT, carts BIGINT, order_buyers BIGINT, paid_buyers BIGINT, paid_units BIGINT,
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), reviews BIGINT,
--   conversion_rate DOUBLE, aov DECIMAL(18,2),
--   source_row BIGINT
-- note: Rows of the shop have neither source nor product. Visitors never add up.
SELECT
    period_start,
    period_end,
    hour,
    source,
    source_detail,
    product_id,
    title,
    impressions,
    clicks,
    money(cost) AS cost,
    visitors,
    page_views,
    inquiries,
    inquiry_buyers,
    favourites,
    carts,
    order_buyers,
    paid_buyers,
    paid_units,
    money(paid_amount) AS paid_amount,
    money(refund_amount) AS refund_amount,
    reviews,
    conversion_rate,
    money(aov) AS aov,
    source_row
FROM typed
INNER JOIN judged USING (source_row)
WHERE judged.code IS NULL
