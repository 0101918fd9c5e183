-- visit_period: what the visitors of a period did, beside the orders placed in it.
-- uses: shop_visits
-- grain: one row, or none where no row of the sheet is of the very days
-- columns: visitors BIGINT, page_views BIGINT, inquiries BIGINT, inquiry_buyers BIGINT,
--   favourites BIGINT, carts BIGINT, order_buyers BIGINT, paid_buyers BIGINT,
--   traffic_amount DECIMAL(18,2), orders_placed BIGINT, paid_amount DECIMAL(18,2),
--   buyers_placed BIGINT, orders_with_buyer BIGINT
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-11
-- note: Everybody counts once.
WITH stated AS (
    SELECT * EXCLUDE (period_start, period_end)
    FROM shop_visits
    WHERE period_start = CAST($first_day AS DATE) AND period_end = CAST($last_day AS DATE)
),
placed AS (
    SELECT
        count(*) AS orders_placed,
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
