-- discount_items: the discounts, each row with the products of the sales that it is of.
-- grain: one row a row of discounts and product
-- columns: name VARCHAR, tool VARCHAR, sku VARCHAR, product_id VARCHAR, title VARCHAR,
--   starts_at TIMESTAMP, ends_at TIMESTAMP, event_price DECIMAL(18,2),
--   discount_share DECIMAL(9,6), amount_off DECIMAL(18,2), threshold DECIMAL(18,2),
--   status VARCHAR, source_row BIGINT, import_id VARCHAR, whole_shop BOOLEAN,
--   product VARCHAR, matched_by VARCHAR
-- note: matched_by says what the row and a product have in common, the surest first: sku,
--   product_id or title. A number or title of a platform stands for all its variants, each with a
--   code of its own, so such a row is repeated for each of them. product is null where the whole
--   shop is meant, and where nothing that was sold or is in a list is found.
WITH named AS (
    SELECT DISTINCT sku, product_id, title
    FROM discounts
    WHERE coalesce(sku, product_id, title) IS NOT NULL
),
sold AS (
    SELECT DISTINCT product, lower(trim(title)) AS title
    FROM product_sales
    WHERE product IS NOT NULL
),
listed AS (
    SELECT sku, product, title FROM stock_items
    UNION
    SELECT sku, product, title FROM product_items
),
candidates AS (
    SELECT named.*, sold.product, 'sku' AS matched_by
    FROM named
    LEFT JOIN codes ON codes.code = named.sku
    INNER JOIN sold ON sold.product = coalesce(codes.product, named.sku)
    UNION
    SELECT named.*, listed.product, 'sku'
    FROM named
    INNER JOIN listed ON listed.sku = named.sku
    UNION
    SELECT named.*, sold.product, 'product_id'
    FROM named
    INNER JOIN order_items ON order_items.product_id = named.product_id
    LEFT JOIN codes ON codes.code = order_items.sku
    INNER JOIN sold
        ON sold.product = coalesce(codes.product, order_items.sku, order_items.product_id)
    UNION
    SELECT named.*, product_items.product, 'product_id'
    FROM named
    INNER JOIN product_items ON product_items.product_id = named.product_id
    UNION
    SELECT named.*, sold.product, 'title'
    FROM named
    INNER JOIN sold ON sold.title = lower(trim(named.title))
    UNION
    SELECT named.*, listed.product, 'title'
    FROM named
    INNER JOIN listed ON lower(trim(listed.title)) = lower(trim(named.title))
),
surest AS (
    SELECT *
    FROM candidates
    WHERE product IS NOT NULL
    QUALIFY
        list_position(['sku', 'product_id', 'title'], matched_by)
        = min(list_position(['sku', 'product_id', 'title'], matched_by))
            OVER (PARTITION BY sku, product_id, title)
)
SELECT
    discounts.*,
    coalesce(discounts.sku, discounts.product_id, discounts.title) IS NULL AS whole_shop,
    surest.product,
    surest.matched_by
FROM discounts
LEFT JOIN surest
    ON surest.sku IS NOT DISTINCT FROM discounts.sku
    AND surest.product_id IS NOT DISTINCT FROM discounts.product_id
    AND surest.title IS NOT DISTINCT FROM discounts.title
ORDER BY discounts.import_id, discounts.source_row, surest.product
