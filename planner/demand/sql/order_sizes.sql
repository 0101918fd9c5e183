-- order_sizes: how many pieces of a product an order holds, and how far orders differ in it.
-- grain: one row
-- columns: most_pieces DOUBLE, size_spread DOUBLE
-- parameters: $until DATE, $sureness DOUBLE
-- sample: $until = 2026-11-07, $sureness = 0.995
-- note: counted before $until. Orders of one hour are taken as one, since product_sales counts them
--   so; most_pieces is what so many of them stay within. size_spread is variance / mean squared of
--   the pieces of an order between the orders of one product, larger orders counted as most_pieces;
--   0 where no product was sold twice.
WITH sold AS (
    SELECT product, orders_paid AS orders, units / orders_paid AS pieces
    FROM product_sales
    WHERE hour_start < CAST($until AS DATE) AND units > 0 AND product IS NOT NULL
),
limits AS (
    SELECT coalesce(quantile_disc(pieces, CAST($sureness AS DOUBLE)), 1) AS most FROM sold
),
kept AS (
    SELECT sold.product, sold.orders, least(sold.pieces, limits.most) AS pieces
    FROM sold
    CROSS JOIN limits
),
means AS (
    SELECT product, fsum(orders * pieces) / sum(orders) AS mean, count(*) AS hours
    FROM kept
    GROUP BY product
    HAVING count(*) > 1
),
spreads AS (
    SELECT
        fsum(kept.orders * pow(kept.pieces / means.mean - 1, 2))
        / nullif(count(*) - count(DISTINCT kept.product), 0) AS spread
    FROM kept
    INNER JOIN means ON means.product = kept.product
)
SELECT
    CAST(limits.most AS DOUBLE) AS most_pieces,
    coalesce(round(spreads.spread, 9), 0) AS size_spread
FROM limits
CROSS JOIN spreads
