-- customer_marks: buyers with something open: an unpaid order, goods on their way back, a full price,
--   an answer to a message.
-- grain: one row a buyer with at least one of these
-- columns: buyer_id VARCHAR, is_unpaid BOOLEAN, in_return BOOLEAN, full_price BOOLEAN,
--   answered BOOLEAN, unsubscribed BOOLEAN
-- parameters: $until DATE, $unpaid_days BIGINT, $care_days BIGINT, $answered VARCHAR,
--   $unsubscribed VARCHAR
-- sample: $until = 2026-11-14, $unpaid_days = 30, $care_days = 15, $answered = ann,
--   $unsubscribed = bob
-- note: is_unpaid: an order placed in the last unpaid_days, and none paid since. in_return: paid in
--   the last care_days, and something given back. full_price: paid in them, nothing off, nothing
--   given back. Days are those before the day asked for. answered and unsubscribed are asked for by
--   ids, one a line; those that no order list holds any more are left out.
WITH recent AS (
    SELECT buyer_id, created_at, paid_at, gross_amount, paid_amount, refund_amount, discount, status
    FROM orders
    WHERE buyer_id IS NOT NULL
        AND NOT is_return
        AND coalesce(paid_at, created_at) < CAST($until AS DATE)
        AND coalesce(paid_at, created_at)
            >= CAST($until AS DATE) - CAST(greatest($unpaid_days, $care_days) AS INTEGER)
),
marked AS (
    SELECT
        buyer_id,
        coalesce(
            max(created_at) FILTER (
                WHERE paid_at IS NULL
                    AND created_at >= CAST($until AS DATE) - CAST($unpaid_days AS INTEGER)
            ) > coalesce(max(paid_at), TIMESTAMP '0001-01-01'),
            false
        ) AS is_unpaid,
        bool_or(
            paid_at >= CAST($until AS DATE) - CAST($care_days AS INTEGER)
            AND (refund_amount > 0 OR status = 'refunded')
        ) AS in_return,
        bool_or(
            paid_at >= CAST($until AS DATE) - CAST($care_days AS INTEGER)
            AND refund_amount = 0
            AND status <> 'refunded'
            AND coalesce(discount, 0) = 0
            AND paid_amount >= gross_amount
            AND paid_amount > 0
        ) AS full_price
    FROM recent
    GROUP BY buyer_id
),
told AS (
    SELECT buyer_id, bool_or(is_answer) AS answered, bool_or(NOT is_answer) AS unsubscribed
    FROM (
        SELECT unnest(string_split($answered, chr(10))) AS buyer_id, true AS is_answer
        UNION ALL
        SELECT unnest(string_split($unsubscribed, chr(10))), false
    ) AS asked
    SEMI JOIN orders ON orders.buyer_id = asked.buyer_id
    GROUP BY buyer_id
)
SELECT
    coalesce(marked.buyer_id, told.buyer_id) AS buyer_id,
    coalesce(is_unpaid, false) AS is_unpaid,
    coalesce(in_return, false) AS in_return,
    coalesce(full_price, false) AS full_price,
    coalesce(answered, false) AS answered,
    coalesce(unsubscribed, false) AS unsubscribed
FROM marked
FULL OUTER JOIN told ON told.buyer_id = marked.buyer_id
WHERE is_unpaid OR in_return OR full_price OR told.buyer_id IS NOT NULL
