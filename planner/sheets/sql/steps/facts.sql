-- facts: what holds for the sheet as a whole and decides how its orders are read.
-- grain: one row
-- columns: has_paid_at BOOLEAN, has_paid_amount BOOLEAN, has_refund BOOLEAN, has_status BOOLEAN,
--   net_rows BIGINT, gross_rows BIGINT, net_of_refunds BOOLEAN, outlier_above DECIMAL(18,2)
-- note: A column for the time of payment counts even where all its cells are blank: then nothing
--   says that anything was paid. Paid amounts are net of refunds where paid + refund = gross on
--   most orders with a refund and paid = gross on fewer. The outlier bound is 20 times the 99.9th
--   percentile with the largest order left out; of fewer than 2,000 orders that is the second
--   largest.
WITH counted AS (
    SELECT
        count(paid_amount) > 0 AS has_paid_amount,
        count(refund_amount) > 0 AS has_refund,
        count(status) > 0 AS has_status,
        count(*) FILTER (WHERE refund_amount > 0) AS refunded,
        count(*) FILTER (WHERE refund_amount > 0 AND paid_amount + refund_amount = gross_amount)
            AS net_rows,
        count(*) FILTER (WHERE refund_amount > 0 AND paid_amount = gross_amount) AS gross_rows,
        count(*) FILTER (WHERE gross_amount > 0) AS amounts,
        max(gross_amount, 2) AS largest,
        quantile_disc(gross_amount, 0.999) FILTER (WHERE gross_amount > 0) AS nearly_largest
    FROM order_rows
)
SELECT
    (SELECT has_paid_at FROM settings) AS has_paid_at,
    has_paid_amount,
    has_refund,
    has_status,
    net_rows,
    gross_rows,
    net_rows > gross_rows AND net_rows * 2 > refunded AS net_of_refunds,
    CAST(
        CASE
            WHEN amounts >= 2000 THEN 20 * nearly_largest
            WHEN amounts > 30 THEN 20 * largest[2]
        END AS DECIMAL(18, 2)
    ) AS outlier_above
FROM counted
