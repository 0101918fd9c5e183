-- pairs: which products were in the same baskets, and in how many.
-- grain: one row two products, product_a before product_b, of the $most_pairs that were together
--   in most baskets beyond chance
-- columns: product_a VARCHAR, title_a VARCHAR, category_a VARCHAR, price_a DECIMAL(18,2),
--   baskets_a BIGINT, product_b VARCHAR, title_b VARCHAR, category_b VARCHAR,
--   price_b DECIMAL(18,2), baskets_b BIGINT, baskets_together BIGINT
-- parameters: $first_day DATE, $last_day DATE, $most_in_basket BIGINT, $fewest_baskets BIGINT,
--   $most_products BIGINT, $fewest_together BIGINT, $most_pairs BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $most_in_basket = 50,
--   $fewest_baskets = 1, $most_products = 1000, $fewest_together = 1, $most_pairs = 5000
-- note: baskets and products as in pair_baskets: what grows with the square of its number is cut
--   first. Beyond chance are those over baskets_a × baskets_b ÷ all baskets, what two products that
--   have nothing to do with each other share. A price is what a piece cost on average in the window, where a price is told; titles and
--   categories that the lines lack come from the product and stock sheets.
WITH held AS MATERIALIZED (
    SELECT row_number() OVER () AS basket, products
    FROM baskets
    WHERE paid_at >= CAST($first_day AS DATE)
        AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
        AND len(products) BETWEEN 1 AND CAST($most_in_basket AS BIGINT)
),
entries AS MATERIALIZED (
    SELECT basket, unnest(products) AS product FROM held
),
compared AS MATERIALIZED (
    SELECT product, baskets, CAST(row_number() OVER (ORDER BY product) AS INTEGER) AS place
    FROM (
        SELECT product, count(*) AS baskets
        FROM entries
        GROUP BY product
        HAVING count(*) >= CAST($fewest_baskets AS BIGINT)
        ORDER BY count(*) DESC, product
        LIMIT CAST($most_products AS BIGINT)
    ) AS most_bought
),
kept AS MATERIALIZED (
    SELECT entries.basket, compared.place
    FROM entries
    INNER JOIN compared ON compared.product = entries.product
),
together AS (
    SELECT first.place AS place_a, second.place AS place_b, count(*) AS baskets
    FROM kept AS first
    INNER JOIN kept AS second ON second.basket = first.basket AND second.place > first.place
    GROUP BY 1, 2
    HAVING count(*) >= CAST($fewest_together AS BIGINT)
),
sold AS (
    SELECT
        product,
        arg_max(title, units) AS title,
        arg_max(category, units) AS category,
        CAST(
            sum(list_amount)
            / nullif(sum(units) FILTER (WHERE list_amount IS NOT NULL), 0) AS DECIMAL(18,2)
        ) AS price
    FROM product_sales
    WHERE hour_start >= CAST($first_day AS DATE)
        AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
    GROUP BY product
),
listed AS (
    SELECT product, max(title) AS title, max(category) AS category
    FROM (
        SELECT product, title, category FROM product_items
        UNION ALL
        SELECT product, title, category FROM stock_items
    ) AS sheets
    WHERE product IS NOT NULL
    GROUP BY product
),
described AS (
    SELECT
        compared.place,
        compared.product,
        compared.baskets,
        coalesce(sold.title, listed.title) AS title,
        coalesce(sold.category, listed.category) AS category,
        sold.price
    FROM compared
    LEFT JOIN sold ON sold.product = compared.product
    LEFT JOIN listed ON listed.product = compared.product
)
SELECT
    a.product AS product_a,
    a.title AS title_a,
    a.category AS category_a,
    a.price AS price_a,
    a.baskets AS baskets_a,
    b.product AS product_b,
    b.title AS title_b,
    b.category AS category_b,
    b.price AS price_b,
    b.baskets AS baskets_b,
    together.baskets AS baskets_together
FROM together
INNER JOIN described AS a ON a.place = together.place_a
INNER JOIN described AS b ON b.place = together.place_b
CROSS JOIN (SELECT count(*) AS baskets FROM held) AS every
WHERE together.baskets * every.baskets > a.baskets * b.baskets
ORDER BY
    together.baskets * every.baskets - a.baskets * b.baskets DESC, a.product, b.product
LIMIT CAST($most_pairs AS BIGINT)
