-- customer_days: the days on which each buyer paid, with the day before and the day after in a row.
-- grain: one row a buyer and day of payment
-- columns: customer BIGINT, day DATE, previous_day DATE, next_day DATE, orders_paid BIGINT,
--   paid_amount DECIMAL(18,2)
-- note: customer is the number of the buyer in customers. previous_day and next_day are those on
--   which the same buyer paid, null for the first and the last; so what somebody was before a
--   window is told by the rows of the window alone, and who came last on a day by one row.
SELECT
    customer,
    day,
    lag(day) OVER (PARTITION BY customer ORDER BY day) AS previous_day,
    lead(day) OVER (PARTITION BY customer ORDER BY day) AS next_day,
    orders_paid,
    paid_amount
FROM (
    SELECT
        buyers.customer,
        CAST(baskets.paid_at AS DATE) AS day,
        count(*) AS orders_paid,
        CAST(sum(baskets.paid_amount) AS DECIMAL(18,2)) AS paid_amount
    FROM baskets
    INNER JOIN customers AS buyers ON buyers.buyer_id = baskets.buyer_id
    GROUP BY 1, 2
) AS days
ORDER BY day, customer
