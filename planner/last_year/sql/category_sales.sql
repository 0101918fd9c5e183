-- category_sales: what sold in the event and on the ordinary days beside it, by category.
-- grain: one row a category
-- columns: category VARCHAR, products BIGINT, units BIGINT, amount DECIMAL(18,2),
--   ordinary_units BIGINT, ordinary_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE, $ordinary_first DATE, $ordinary_last DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $ordinary_first = 2026-10-03,
--   $ordinary_last = 2026-10-30
-- note: amount is units × price of the lines, before discounts of the order. The category is that
--   of the lines, else that of the products sheet; null where neither tells one. products counts
--   those that sold in the event.
WITH sold AS (
    SELECT
        product,
        max(category) AS category,
        sum(units) FILTER (WHERE in_event) AS units,
        sum(list_amount) FILTER (WHERE in_event) AS amount,
        sum(units) FILTER (WHERE is_ordinary) AS ordinary_units,
        sum(list_amount) FILTER (WHERE is_ordinary) AS ordinary_amount
    FROM (
        SELECT
            product_sales.*,
            hour_start >= CAST($first_day AS DATE)
            AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY AS in_event,
            hour_start >= CAST($ordinary_first AS DATE)
            AND hour_start < CAST($ordinary_last AS DATE) + INTERVAL 1 DAY AS is_ordinary
        FROM product_sales
    ) AS hours
    WHERE in_event OR is_ordinary
    GROUP BY product
),
listed AS (
    SELECT code, max(category) AS category
    FROM (
        SELECT sku AS code, category FROM products
        UNION ALL
        SELECT product_id, category FROM products
        UNION ALL
        SELECT unnest(old_skus), category FROM products
    ) AS codes
    WHERE code IS NOT NULL
    GROUP BY code
)
SELECT
    coalesce(sold.category, listed.category) AS category,
    count(sold.units) AS products,
    CAST(coalesce(sum(sold.units), 0) AS BIGINT) AS units,
    CAST(coalesce(sum(sold.amount), 0) AS DECIMAL(18,2)) AS amount,
    CAST(coalesce(sum(sold.ordinary_units), 0) AS BIGINT) AS ordinary_units,
    CAST(coalesce(sum(sold.ordinary_amount), 0) AS DECIMAL(18,2)) AS ordinary_amount
FROM sold
LEFT JOIN listed ON listed.code = sold.product
GROUP BY 1
ORDER BY amount DESC, category NULLS LAST
