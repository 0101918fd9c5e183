-- customers: what each buyer has paid, and when.
-- grain: one row a buyer with at least one paid order
-- columns: customer BIGINT, buyer_id VARCHAR, first_paid_at TIMESTAMP, last_paid_at TIMESTAMP,
--   orders_paid BIGINT, paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2),
--   items_paid BIGINT
-- note: customer numbers the buyers of this version alone, in the order of their ids.
SELECT
    row_number() OVER (ORDER BY buyer_id) AS customer,
    buyer_id,
    min(paid_at) AS first_paid_at,
    max(paid_at) AS last_paid_at,
    count(*) AS orders_paid,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount,
    CAST(sum(refund_amount) AS DECIMAL(18,2)) AS refund_amount,
    CAST(sum(item_count) AS BIGINT) AS items_paid
FROM baskets
WHERE buyer_id IS NOT NULL
GROUP BY buyer_id
