-- carried: amounts with parts of a cent, rounded so that their sum stays what it was.
-- grain: one row an order with such an amount
-- columns: order_id VARCHAR, gross_amount DECIMAL(18,2), paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2)
-- note: What rounding leaves over is carried to the next such order, so an order is off by less
--   than a cent and all of them together by half a cent at most.
SELECT
    order_id,
    carried(sum(coalesce(gross_amount, 0)) OVER up_to_here, gross_amount) AS gross_amount,
    carried(sum(coalesce(paid_amount, 0)) OVER up_to_here, paid_amount) AS paid_amount,
    carried(sum(coalesce(refund_amount, 0)) OVER up_to_here, refund_amount) AS refund_amount
FROM amounts
WHERE
    gross_amount <> round(gross_amount, 2)
    OR paid_amount <> round(paid_amount, 2)
    OR refund_amount <> round(refund_amount, 2)
WINDOW up_to_here AS (ORDER BY source_row ROWS UNBOUNDED PRECEDING)
