-- customer_states: each buyer with the groups that he is in.
-- grain: one row a buyer with a paid order, or with an order left unpaid lately, or
--   with any order and an answer to a message
-- columns: customer BIGINT, buyer_id VARCHAR, stage VARCHAR, last_order VARCHAR, is_good BOOLEAN,
--   is_unpaid BOOLEAN, in_return BOOLEAN, full_price BOOLEAN, answered BOOLEAN,
--   unsubscribed BOOLEAN, days_bought BIGINT, first_day DATE, last_day DATE, paid_amount DECIMAL(18,2), last_amount DECIMAL(18,2)
-- uses: customer_facts, customer_marks
-- parameters: $first_day DATE, $good_amount DECIMAL(18,2), $lapsed_from BIGINT, $lapsed_to BIGINT
-- sample: $first_day = 2026-11-14, $good_amount = 100, $lapsed_from = 90, $lapsed_to = 365
-- note: stage is one of prospect (nothing paid yet), new, returning, back (after a pause), lapsed
--   and dormant; last_order how many days before the window ahead the last order lies, as in
--   recency_groups. buyer_id stands beside marked buyers alone, customer is null for prospects.
WITH marks AS (
    SELECT customers.customer, customer_marks.*
    FROM customer_marks
    LEFT JOIN customers ON customers.buyer_id = customer_marks.buyer_id
)
SELECT
    customer_facts.customer,
    marks.buyer_id,
    CASE
        WHEN customer_facts.customer IS NULL THEN 'prospect'
        WHEN CAST($until AS DATE) - last_day > $lapsed_to THEN 'dormant'
        WHEN CAST($until AS DATE) - last_day > $lapsed_from THEN 'lapsed'
        WHEN last_pause_days > $lapsed_from THEN 'back'
        WHEN days_bought > 1 THEN 'returning'
        ELSE 'new'
    END AS stage,
    CASE
        WHEN customer_facts.customer IS NULL THEN NULL
        WHEN CAST($first_day AS DATE) - last_day <= 30 THEN '1_30'
        WHEN CAST($first_day AS DATE) - last_day <= 90 THEN '31_90'
        WHEN CAST($first_day AS DATE) - last_day <= 180 THEN '91_180'
        WHEN CAST($first_day AS DATE) - last_day <= 365 THEN '181_365'
        ELSE 'over_365'
    END AS last_order,
    coalesce(largest_amount >= CAST($good_amount AS DECIMAL(18,2)), false) AS is_good,
    coalesce(marks.is_unpaid, false) AS is_unpaid,
    coalesce(marks.in_return, false) AS in_return,
    coalesce(marks.full_price, false) AS full_price,
    coalesce(marks.answered, false) AS answered,
    coalesce(marks.unsubscribed, false) AS unsubscribed,
    coalesce(days_bought, 0) AS days_bought,
    first_day,
    last_day,
    CAST(coalesce(paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(last_amount, 0) AS DECIMAL(18,2)) AS last_amount
FROM customer_facts
FULL OUTER JOIN marks ON marks.customer = customer_facts.customer
