-- coverage: what the loaded order lists cover, paid or not.
-- grain: one row
-- columns: first_day DATE, last_day DATE, days_with_orders BIGINT, orders_placed BIGINT,
--   orders_paid BIGINT
-- note: both days are null while no order is loaded.
SELECT
    min(day) AS first_day,
    max(day) AS last_day,
    count(*) AS days_with_orders,
    CAST(coalesce(sum(orders_placed), 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(sum(orders_paid), 0) AS BIGINT) AS orders_paid
FROM days
