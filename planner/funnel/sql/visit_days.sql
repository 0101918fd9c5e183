-- visit_days: what each day's visitors did, beside what became of the orders placed that day.
-- uses: shop_visits
-- grain: one row a day that has visitors of its own
-- columns: day DATE, visitors BIGINT, page_views BIGINT, inquiries BIGINT, inquiry_buyers BIGINT,
--   favourites BIGINT, carts BIGINT, order_buyers BIGINT, paid_buyers BIGINT,
--   traffic_amount DECIMAL(18,2), orders_placed BIGINT, paid_amount DECIMAL(18,2),
--   buyers_placed BIGINT, orders_with_buyer BIGINT
-- note: People are those of the day alone: who comes on two days counts on both. buyers_placed are
--   the buyers of orders_with_buyer, the orders of the day that name one.
WITH placed AS (
    SELECT
        CAST(created_at AS DATE) AS day,
        count(*) AS orders_placed,
        sum(paid_amount) FILTER (WHERE paid_at IS NOT NULL) AS paid_amount,
        count(DISTINCT buyer_id) AS buyers_placed,
        count(buyer_id) AS orders_with_buyer
    FROM orders
    WHERE NOT is_return
        AND created_at >= CAST($first_day AS DATE)
        AND created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
        AND EXISTS (SELECT 1 FROM shop_visits WHERE period_start = period_end)
    GROUP BY 1
)
SELECT
    shop_visits.period_start AS day,
    shop_visits.* EXCLUDE (period_start, period_end),
    CAST(coalesce(placed.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(placed.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(placed.buyers_placed, 0) AS BIGINT) AS buyers_placed,
    CAST(coalesce(placed.orders_with_buyer, 0) AS BIGINT) AS orders_with_buyer
FROM shop_visits
LEFT JOIN placed ON placed.day = shop_visits.period_start
WHERE shop_visits.period_start = shop_visits.period_end
ORDER BY 1
