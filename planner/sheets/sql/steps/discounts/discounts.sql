-- discounts: the canonical discounts that run in the shop, or are booked.
-- kept: parquet
-- grain: one row a discount, product and benefit
-- columns: name VARCHAR, tool VARCHAR, sku VARCHAR, product_id VARCHAR, title VARCHAR,
--   starts_at TIMESTAMP, ends_at TIMESTAMP, event_price DECIMAL(18,2),
--   discount_share DECIMAL(9,6), amount_off DECIMAL(18,2), threshold DECIMAL(18,2),
--   status VARCHAR, source_row BIGINT
-- note: Rows of the whole shop name no product.
SELECT
    name,
    tool,
    sku,
    product_id,
    title,
    first AS starts_at,
    last AS ends_at,
    money(event_price) AS event_price,
    CAST(share AS DECIMAL(9, 6)) AS discount_share,
    money(amount) AS amount_off,
    money(from_amount) AS threshold,
    status,
    source_row
FROM typed
INNER JOIN judged USING (source_row)
WHERE judged.code IS NULL
