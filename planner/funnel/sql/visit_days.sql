-- visit_days: what each day's visitors did, beside what became of the orders placed that day.
-- grain: one row a day that has visitors of its own
-- columns: day DATE, visitors BIGINT, page_views BIGINT, inquiries BIGINT, inquiry_buyers BIGINT,
--   favourites BIGINT, carts BIGINT, order_buyers BIGINT, paid_buyers BIGINT,
--   traffic_amount DECIMAL(18,2), orders_placed BIGINT, orders_paid BIGINT,
--   paid_amount DECIMAL(18,2), buyers_placed BIGINT, orders_with_buyer BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: of the whole shop. People are those of the day alone: who comes on two days counts on both.
--   buyers_placed are the buyers of orders_with_buyer, the orders of the day that name one.
WITH stated AS (
    SELECT
        period_start AS day,
        max(visitors) AS visitors,
        max(page_views) AS page_views,
        max(inquiries) AS inquiries,
        max(inquiry_buyers) AS inquiry_buyers,
        max(favourites) AS favourites,
        max(carts) AS carts,
        max(order_buyers) AS order_buyers,
        max(paid_buyers) AS paid_buyers,
        max(paid_amount) AS traffic_amount
    FROM traffic
    WHERE period_start = period_end
        AND period_start BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND hour IS NULL AND source IS NULL AND source_detail IS NULL
        AND product_id IS NULL AND title IS NULL
    GROUP BY period_start
    HAVING max(visitors) IS NOT NULL
),
placed AS (
    SELECT
        CAST(created_at AS DATE) AS day,
        count(*) AS orders_placed,
        count(paid_at) AS orders_paid,
        sum(paid_amount) FILTER (WHERE paid_at IS NOT NULL) AS paid_amount,
        count(DISTINCT buyer_id) AS buyers_placed,
        count(buyer_id) AS orders_with_buyer
    FROM orders
    WHERE NOT is_return
        AND created_at >= CAST($first_day AS DATE)
        AND created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
        AND EXISTS (SELECT 1 FROM stated)
    GROUP BY 1
)
SELECT
    stated.*,
    CAST(coalesce(placed.orders_placed, 0) AS BIGINT) AS orders_placed,
    CAST(coalesce(placed.orders_paid, 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(placed.paid_amount, 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(placed.buyers_placed, 0) AS BIGINT) AS buyers_placed,
    CAST(coalesce(placed.orders_with_buyer, 0) AS BIGINT) AS orders_with_buyer
FROM stated
LEFT JOIN placed ON placed.day = stated.day
ORDER BY stated.day
