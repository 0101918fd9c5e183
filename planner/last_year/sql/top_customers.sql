-- top_customers: how much of the revenue of a window the buyers who paid most brought.
-- grain: one row a share of the buyers
-- columns: top_share DOUBLE, buyers BIGINT, paid_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: the top 10 % of 25 buyers are 3, rounded up; the rows hold each other, the last is all.
--   Buyers who paid the same amount are taken together: whichever of them is in, the sum is the same.
WITH bought AS (
    SELECT customer, sum(paid_amount) AS paid_amount
    FROM customer_days
    WHERE day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
    GROUP BY customer
),
amounts AS (
    SELECT
        paid_amount,
        count(*) AS buyers,
        CAST(
            coalesce(
                sum(count(*)) OVER (
                    ORDER BY paid_amount DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ),
                0
            ) AS BIGINT
        ) AS buyers_before
    FROM bought
    GROUP BY paid_amount
),
tops AS (
    -- In whole numbers: in binary the top 10 % of 30 would be more than 3.
    SELECT per_cent, (sum(buyers) * per_cent + 99) // 100 AS buyers
    FROM amounts
    CROSS JOIN (VALUES (1), (5), (10), (20), (100)) AS shares(per_cent)
    GROUP BY per_cent
)
SELECT
    CAST(tops.per_cent / 100.0 AS DOUBLE) AS top_share,
    CAST(tops.buyers AS BIGINT) AS buyers,
    CAST(
        sum(amounts.paid_amount * least(amounts.buyers, tops.buyers - amounts.buyers_before))
        AS DECIMAL(18,2)
    ) AS paid_amount
FROM tops
INNER JOIN amounts ON amounts.buyers_before < tops.buyers
GROUP BY tops.per_cent, tops.buyers
ORDER BY tops.per_cent
