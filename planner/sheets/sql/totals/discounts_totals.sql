-- discounts_totals: how many discounts a list holds, of what, and from when to when they run.
-- grain: one row
-- columns: discounts BIGINT, of_whole_shop BIGINT, discounted_products BIGINT,
--   first_day TIMESTAMP, last_day TIMESTAMP
-- note: A discount is a name, or a product where none is said. first_day and last_day leave out
--   what is open.
SELECT
    count(DISTINCT coalesce(name, sku, product_id, title)) AS discounts,
    count(DISTINCT name) FILTER (WHERE coalesce(sku, product_id, title) IS NULL) AS of_whole_shop,
    count(DISTINCT coalesce(sku, product_id, title)) AS discounted_products,
    date_trunc('day', min(starts_at)) AS first_day,
    date_trunc('day', max(ends_at)) AS last_day
FROM discounts
