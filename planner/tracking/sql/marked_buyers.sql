-- marked_buyers: buyers to be cared for later: their parcel went wrong, or came late.
-- grain: one row a buyer
-- columns: buyer_id VARCHAR, orders BIGINT
-- uses: parcels_judged, orders_waiting
-- note: Orders that are not shipped within the promise count, those a buyer has only not confirmed
--   do not. orders are those concerned.
SELECT buyer_id, count(DISTINCT order_id) AS orders
FROM (
    SELECT buyer_id, order_id
    FROM parcels_judged
    WHERE was_late OR kind IN (
        'lost', 'refused', 'returned', 'wrong_address', 'outside_area', 'held', 'silent', 'late'
    )
    UNION ALL
    SELECT buyer_id, order_id FROM orders_waiting WHERE kind = 'unshipped'
) AS concerned
WHERE buyer_id IS NOT NULL
GROUP BY buyer_id
ORDER BY buyer_id
