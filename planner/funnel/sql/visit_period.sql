-- visit_period: what the visitors of a period did, as one row of the sheet states it.
-- grain: one row, or none where no row is of the very days
-- columns: visitors BIGINT, page_views BIGINT, inquiries BIGINT, inquiry_buyers BIGINT,
--   favourites BIGINT, carts BIGINT, order_buyers BIGINT, paid_buyers BIGINT,
--   traffic_amount DECIMAL(18,2), orders_placed BIGINT, orders_paid BIGINT,
--   paid_amount DECIMAL(18,2), buyers_placed BIGINT, orders_with_buyer BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-11
-- note: of the whole shop, with the orders placed in the same days. Everybody counts once.
WITH stated AS (
    SELECT
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
    WHERE period_start = CAST($first_day AS DATE) AND period_end = CAST($last_day AS DATE)
        AND hour IS NULL AND source IS NULL AND source_detail IS NULL
        AND product_id IS NULL AND title IS NULL
    HAVING max(visitors) IS NOT NULL
),
placed AS (
    SELECT
        count(*) AS orders_placed,
        count(paid_at) AS orders_paid,
        CAST(
            coalesce(sum(paid_amount) FILTER (WHERE paid_at IS NOT NULL), 0) AS DECIMAL(18,2)
        ) AS paid_amount,
        count(DISTINCT buyer_id) AS buyers_placed,
        count(buyer_id) AS orders_with_buyer
    FROM orders
    WHERE NOT is_return
        AND created_at >= CAST($first_day AS DATE)
        AND created_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
        AND EXISTS (SELECT 1 FROM stated)
)
SELECT * FROM stated CROSS JOIN placed
