-- recipients: every buyer with his id, his groups, and what a text may say of him.
-- grain: one row a buyer
-- columns: buyer_id VARCHAR, stage VARCHAR, is_good BOOLEAN, is_unpaid BOOLEAN,
--   in_return BOOLEAN, full_price BOOLEAN, answered BOOLEAN, unsubscribed BOOLEAN,
--   last_day VARCHAR, last_amount VARCHAR
-- uses: customer_states
-- note: the order is that of the ids, so that a list is the same whenever it is made.
SELECT
    coalesce(customer_states.buyer_id, customers.buyer_id) AS buyer_id,
    stage,
    is_good,
    is_unpaid,
    in_return,
    full_price,
    answered,
    unsubscribed,
    CAST(last_day AS VARCHAR) AS last_day,
    CAST(last_amount AS VARCHAR) AS last_amount
FROM customer_states
LEFT JOIN customers ON customers.customer = customer_states.customer
ORDER BY 1
