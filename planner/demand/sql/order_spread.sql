-- order_spread: how far the paid orders of the reference window differ in amount and items.
-- grain: one row
-- columns: amount_spread DOUBLE, item_spread DOUBLE
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: spread = variance / mean squared = count x sum of squares / square of the sum - 1; 0 where
--   nothing is counted. Squares of large amounts overflow exact types; added up with compensation
--   and rounded, the order of rows changes no digit all the same.
SELECT
    coalesce(round(greatest(0, orders * amount_squares / nullif(pow(amount, 2), 0) - 1), 9), 0)
        AS amount_spread,
    coalesce(round(greatest(0, counted * item_squares / nullif(pow(items, 2), 0) - 1), 9), 0)
        AS item_spread
FROM (
    SELECT
        count(*) AS orders,
        fsum(CAST(paid_amount AS DOUBLE)) AS amount,
        fsum(pow(CAST(paid_amount AS DOUBLE), 2)) AS amount_squares,
        count(item_count) AS counted,
        fsum(CAST(item_count AS DOUBLE)) AS items,
        fsum(pow(CAST(item_count AS DOUBLE), 2)) AS item_squares
    FROM baskets
    WHERE paid_at >= $first_day AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
) AS sums
