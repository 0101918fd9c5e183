-- paid_span: the paid orders of a period that name a buyer, and the last day that anything was paid.
-- grain: one row
-- columns: last_paid_day DATE, orders_paid BIGINT, orders_with_buyer BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
WITH named AS (
    SELECT sum(orders_paid) AS orders
    FROM customer_days
    WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
)
SELECT
    CAST(max(day) FILTER (WHERE orders_paid > 0) AS DATE) AS last_paid_day,
    CAST(
        coalesce(
            sum(orders_paid) FILTER (
                WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
            ),
            0
        ) AS BIGINT
    ) AS orders_paid,
    CAST(coalesce((SELECT orders FROM named), 0) AS BIGINT) AS orders_with_buyer
FROM days
