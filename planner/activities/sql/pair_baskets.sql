-- pair_baskets: which baskets of some days can tell what is bought together.
-- grain: one row
-- columns: orders_paid BIGINT, baskets BIGINT, baskets_of_several BIGINT, baskets_too_large BIGINT,
--   products BIGINT, products_compared BIGINT
-- parameters: $first_day DATE, $last_day DATE, $most_in_basket BIGINT, $fewest_baskets BIGINT,
--   $most_products BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $most_in_basket = 50,
--   $fewest_baskets = 1, $most_products = 1000
-- note: A basket is a paid order whose lines name a product. Those of more than $most_in_basket
--   products are no shopper's and are left out of all other counts. products are those of the
--   baskets that stay; compared are, of those in at least $fewest_baskets, the $most_products that
--   are in most.
WITH held AS (
    SELECT coalesce(len(products), 0) AS size, products
    FROM baskets
    WHERE paid_at >= CAST($first_day AS DATE)
        AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
),
counted AS (
    SELECT product, count(*) AS baskets
    FROM (
        SELECT unnest(products) AS product
        FROM held
        WHERE size BETWEEN 1 AND CAST($most_in_basket AS BIGINT)
    ) AS entries
    GROUP BY product
)
SELECT
    count(*) AS orders_paid,
    count(*) FILTER (WHERE size BETWEEN 1 AND CAST($most_in_basket AS BIGINT)) AS baskets,
    count(*) FILTER (WHERE size BETWEEN 2 AND CAST($most_in_basket AS BIGINT))
        AS baskets_of_several,
    count(*) FILTER (WHERE size > CAST($most_in_basket AS BIGINT)) AS baskets_too_large,
    (SELECT count(*) FROM counted) AS products,
    (
        SELECT least(count(*), CAST($most_products AS BIGINT))
        FROM counted
        WHERE baskets >= CAST($fewest_baskets AS BIGINT)
    ) AS products_compared
FROM held
