-- best_sellers: what sold in the event and on the ordinary days beside it, by product.
-- grain: one row a product of the $row_count that sold for most, and one row a class for all others
-- columns: product VARCHAR, title VARCHAR, class VARCHAR, products BIGINT, units BIGINT,
--   amount DECIMAL(18,2), orders_paid BIGINT, orders_refunded BIGINT, ordinary_units BIGINT,
--   ordinary_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE, $ordinary_first DATE, $ordinary_last DATE,
--   $a_share DOUBLE, $b_share DOUBLE, $row_count BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $ordinary_first = 2026-10-03,
--   $ordinary_last = 2026-10-30, $a_share = 0.8, $b_share = 0.95, $row_count = 20
-- note: amount is units × price of the lines, before discounts of the order. Products are ranked by
--   it; A are those that begin below $a_share of the sum, B those that begin below $b_share, C the
--   rest, and what sold on ordinary days alone. product and title are null where a row stands for
--   others; an order may hold several of them, so their orders are not counted. Titles that the
--   lines lack come from the products sheet.
WITH sold AS (
    SELECT
        product,
        arg_max(title, units) AS title,
        sum(units) FILTER (WHERE in_event) AS units,
        sum(list_amount) FILTER (WHERE in_event) AS amount,
        sum(orders_paid) FILTER (WHERE in_event) AS orders_paid,
        sum(orders_refunded) FILTER (WHERE in_event) AS orders_refunded,
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
ranked AS (
    SELECT
        sold.*,
        row_number() OVER best AS place,
        coalesce(sum(amount) OVER (best ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
            AS sold_before,
        sum(amount) OVER () AS sold_together
    FROM sold
    WINDOW best AS (ORDER BY amount DESC NULLS LAST, product)
),
classed AS (
    SELECT
        ranked.*,
        CASE
            WHEN coalesce(amount, 0) <= 0 THEN 'C'
            WHEN sold_before < sold_together * CAST($a_share AS DOUBLE) THEN 'A'
            WHEN sold_before < sold_together * CAST($b_share AS DOUBLE) THEN 'B'
            ELSE 'C'
        END AS class,
        place <= CAST($row_count AS BIGINT) AND units IS NOT NULL AS has_its_row
    FROM ranked
),
names AS (
    SELECT code, max(title) AS title
    FROM (
        SELECT sku AS code, title FROM products
        UNION ALL
        SELECT product_id, title FROM products
        UNION ALL
        SELECT unnest(old_skus), title FROM products
    ) AS codes
    WHERE code IS NOT NULL
    GROUP BY code
),
shown AS (
    SELECT CASE WHEN has_its_row THEN product END AS product, classed.* EXCLUDE (product)
    FROM classed
)
SELECT
    shown.product,
    coalesce(
        max(shown.title) FILTER (WHERE shown.product IS NOT NULL), max(names.title)
    ) AS title,
    shown.class,
    count(*) AS products,
    CAST(coalesce(sum(shown.units), 0) AS BIGINT) AS units,
    CAST(coalesce(sum(shown.amount), 0) AS DECIMAL(18,2)) AS amount,
    CAST(max(CASE WHEN shown.product IS NOT NULL THEN shown.orders_paid END) AS BIGINT)
        AS orders_paid,
    CAST(max(CASE WHEN shown.product IS NOT NULL THEN shown.orders_refunded END) AS BIGINT)
        AS orders_refunded,
    CAST(coalesce(sum(shown.ordinary_units), 0) AS BIGINT) AS ordinary_units,
    CAST(coalesce(sum(shown.ordinary_amount), 0) AS DECIMAL(18,2)) AS ordinary_amount
FROM shown
LEFT JOIN names ON names.code = shown.product
GROUP BY shown.product, shown.class
ORDER BY min(shown.place)
