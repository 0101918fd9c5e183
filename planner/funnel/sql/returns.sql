-- returns: goods that were sent back in a period and booked without their order.
-- grain: one row
-- columns: returns BIGINT, refund_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: which orders they belong to the list does not say, so they are no loss of any step.
SELECT
    count(*) AS returns,
    CAST(coalesce(sum(refund_amount), 0) AS DECIMAL(18,2)) AS refund_amount
FROM orders
WHERE is_return
    AND created_at >= CAST($first_day AS DATE)
    AND created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
