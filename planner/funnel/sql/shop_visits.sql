-- shop_visits: what the visitors of the whole shop did, of each day in a period or of all of it.
-- grain: one row a day, or the very period
-- columns: period_start DATE, period_end DATE, visitors BIGINT, page_views BIGINT,
--   inquiries BIGINT, inquiry_buyers BIGINT, favourites BIGINT, carts BIGINT, order_buyers BIGINT,
--   paid_buyers BIGINT, traffic_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: as the sheet states them; rows of other periods in between tell of neither.
SELECT
    period_start,
    period_end,
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
WHERE period_start >= CAST($first_day AS DATE)
    AND period_end <= CAST($last_day AS DATE)
    AND (
        period_start = period_end
        OR (period_start = CAST($first_day AS DATE) AND period_end = CAST($last_day AS DATE))
    )
    AND hour IS NULL AND source IS NULL AND source_detail IS NULL
    AND product_id IS NULL AND title IS NULL
GROUP BY period_start, period_end
HAVING max(visitors) IS NOT NULL
