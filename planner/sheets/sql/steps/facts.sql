-- facts: what holds for the sheet as a whole and decides how its orders are read.
-- grain: one row
-- columns: has_paid_at BOOLEAN, has_paid_amount BOOLEAN, has_refund BOOLEAN, has_status BOOLEAN,
--   net_rows BIGINT, gross_rows BIGINT, net_of_refunds BOOLEAN, emptied_by_refunds BOOLEAN,
--   net_unsure BOOLEAN, outlier_above DECIMAL(18,2)
-- note: A column for the time of payment counts even where all its cells are blank: then nothing
--   says that anything was paid. Paid amounts are net of refunds where paid + refund + discount =
--   gross on most orders with a refund, and paid + discount = gross on fewer. Where a discount that
--   no column tells lies between, whole refunds show it: three or more orders have nothing paid and
--   money back, hardly one has as much paid as back, and other orders are paid. That proves it for
--   these (emptied_by_refunds); for partial refunds, too, where some are larger than what was paid
--   and hardly one makes more than the order. What points that way and proves less is unsure. The
--   outlier bound is 20 times the 99.9th percentile with the largest order left out; of fewer than
--   2,000 orders that is the second largest.
WITH order_amounts AS (
    SELECT
        paid_amount,
        refund_amount,
        status,
        gross_amount,
        back,
        CASE
            WHEN back THEN is_owed(paid_amount + refund_amount, gross_amount, discount, shipping_fee)
        END AS is_net,
        CASE
            WHEN back THEN is_owed(paid_amount, gross_amount, discount, shipping_fee)
        END AS is_gross,
        CASE
            WHEN back AND paid_amount > 0
                THEN paid_amount + refund_amount > gross_amount + coalesce(shipping_fee, 0)
        END AS is_beyond
    -- By cases, since few orders are refunded: the rest is reckoned for these alone.
    FROM (
        SELECT *, coalesce(refund_amount > 0, false) AND NOT is_return AS back FROM order_rows
    ) AS rows_of_orders
),
counted AS (
    SELECT
        count(paid_amount) > 0 AS has_paid_amount,
        count(refund_amount) > 0 AS has_refund,
        count(status) > 0 AS has_status,
        count(*) FILTER (WHERE back) AS refunded,
        count(*) FILTER (WHERE is_net) AS net_rows,
        count(*) FILTER (WHERE is_gross) AS gross_rows,
        count(*) FILTER (WHERE back AND paid_amount = 0) AS emptied,
        count(*) FILTER (WHERE back AND paid_amount = refund_amount) AS whole,
        count(*) FILTER (WHERE back AND paid_amount > 0) AS partial,
        count(*) FILTER (WHERE back AND paid_amount > 0 AND paid_amount < refund_amount)
            AS more_back,
        count(*) FILTER (WHERE is_beyond) AS beyond,
        count(*) FILTER (WHERE NOT back AND paid_amount > 0) AS paid,
        count(*) FILTER (WHERE gross_amount > 0) AS amounts,
        max(gross_amount, 2) AS largest,
        quantile_disc(gross_amount, 0.999) FILTER (WHERE gross_amount > 0) AS nearly_largest
    FROM order_amounts
),
evidence AS (
    SELECT
        *,
        net_rows > gross_rows AND net_rows * 2 > refunded AS adds_up,
        emptied + more_back > 0 AND greatest(gross_rows, whole) * 5 <= emptied + more_back
            AS looks_net,
        emptied >= 3 AND paid > 0 AS is_emptied,
        beyond * 20 <= partial AND (partial = 0 OR more_back > 0) AS fits_partial
    FROM counted
)
SELECT
    (SELECT has_paid_at FROM settings) AS has_paid_at,
    has_paid_amount,
    has_refund,
    has_status,
    net_rows,
    gross_rows,
    adds_up OR (looks_net AND is_emptied AND fits_partial) AS net_of_refunds,
    adds_up OR (looks_net AND is_emptied) AS emptied_by_refunds,
    looks_net AND NOT adds_up AND NOT (is_emptied AND fits_partial) AS net_unsure,
    CAST(
        CASE
            WHEN amounts >= 2000 THEN 20 * nearly_largest
            WHEN amounts > 30 THEN 20 * largest[2]
        END AS DECIMAL(18, 2)
    ) AS outlier_above
FROM evidence
