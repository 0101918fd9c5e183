-- last_sale: the day of the newest paid order.
-- grain: one row
-- columns: last_sale DATE
-- note: null where nothing was paid.
SELECT max(day) AS last_sale
FROM days
WHERE orders_paid > 0
