-- levels: customers by what they spent in the last year, with what benefits would have cost then.
-- grain: one row a level in which anybody is
-- columns: level BIGINT, customers BIGINT, bought_again BIGINT, event_buyers BIGINT,
--   ordinary_buyers BIGINT, orders BIGINT, paid_amount DECIMAL(18,2), postage DECIMAL(18,2),
--   free_orders BIGINT, free_postage DECIMAL(18,2)
-- parameters: $until DATE, $event_first DATE, $event_last DATE, $from_2 DECIMAL(18,2),
--   $from_3 DECIMAL(18,2), $from_4 DECIMAL(18,2), $times_2 BIGINT, $times_3 BIGINT,
--   $times_4 BIGINT, $places_2 BIGINT, $places_3 BIGINT, $places_4 BIGINT
-- sample: $until = 2026-11-14, $event_first = 2026-11-11, $event_last = 2026-11-11, $from_2 = 50,
--   $from_3 = 100, $from_4 = 500, $times_2 = 3, $times_3 = 99, $times_4 = 99, $places_2 = 1,
--   $places_3 = 3, $places_4 = 5
-- note: Spent is what was paid less what was paid back, of the orders paid in the 365 days before.
--   Level 1 is everybody below $from_2. free_orders are those that a card would have sent free: of
--   each buyer so many a calendar month, the first ones, to the places ordered to most. Places are
--   cities: nothing below is kept. free_postage is what the buyers paid for sending them.
WITH year AS (
    SELECT
        order_id,
        buyer_id,
        paid_at,
        paid_amount,
        paid_amount - refund_amount AS net_amount,
        shipping_fee,
        coalesce(province, '') || ' ' || coalesce(city, '') AS place
    FROM orders
    WHERE buyer_id IS NOT NULL
        AND NOT is_return
        AND paid_at < CAST($until AS DATE)
        AND paid_at >= CAST($until AS DATE) - 365
),
spent AS (
    SELECT
        buyer_id,
        count(*) AS orders,
        sum(net_amount) AS net_amount,
        count(DISTINCT CAST(paid_at AS DATE)) > 1 AS again,
        bool_or(CAST(paid_at AS DATE) BETWEEN CAST($event_first AS DATE) AND CAST($event_last AS DATE))
            AS in_event,
        bool_or(
            CAST(paid_at AS DATE) NOT BETWEEN CAST($event_first AS DATE) AND CAST($event_last AS DATE)
        ) AS in_ordinary
    FROM year
    GROUP BY buyer_id
),
levelled AS (
    SELECT
        *,
        CASE
            WHEN net_amount >= CAST($from_4 AS DECIMAL(18, 2)) THEN 4
            WHEN net_amount >= CAST($from_3 AS DECIMAL(18, 2)) THEN 3
            WHEN net_amount >= CAST($from_2 AS DECIMAL(18, 2)) THEN 2
            ELSE 1
        END AS level
    FROM spent
),
placed AS (
    SELECT
        year.*,
        levelled.level,
        CASE levelled.level WHEN 4 THEN $times_4 WHEN 3 THEN $times_3 WHEN 2 THEN $times_2 ELSE 0 END
            AS times,
        CASE levelled.level WHEN 4 THEN $places_4 WHEN 3 THEN $places_3 WHEN 2 THEN $places_2 ELSE 0 END
            AS places,
        count(*) OVER (PARTITION BY year.buyer_id, place) AS sent_there
    FROM year
    INNER JOIN levelled ON levelled.buyer_id = year.buyer_id
),
ranked AS (
    SELECT
        *,
        dense_rank() OVER (PARTITION BY buyer_id ORDER BY sent_there DESC, place) <= places AS is_near
    FROM placed
),
numbered AS (
    SELECT
        *,
        is_near AND row_number() OVER (
            PARTITION BY buyer_id, date_trunc('month', paid_at), is_near ORDER BY paid_at, order_id
        ) <= times AS is_free
    FROM ranked
),
sums AS (
    SELECT
        level,
        count(*) AS orders,
        sum(net_amount) AS paid_amount,
        sum(coalesce(shipping_fee, 0)) AS postage,
        count(*) FILTER (WHERE is_free) AS free_orders,
        coalesce(sum(shipping_fee) FILTER (WHERE is_free), 0) AS free_postage
    FROM numbered
    GROUP BY level
),
people AS (
    SELECT
        level,
        count(*) AS customers,
        count(*) FILTER (WHERE again) AS bought_again,
        count(*) FILTER (WHERE in_event) AS event_buyers,
        count(*) FILTER (WHERE in_ordinary) AS ordinary_buyers
    FROM levelled
    GROUP BY level
)
SELECT
    CAST(people.level AS BIGINT) AS level,
    people.customers,
    people.bought_again,
    people.event_buyers,
    people.ordinary_buyers,
    sums.orders,
    CAST(sums.paid_amount AS DECIMAL(18, 2)) AS paid_amount,
    CAST(sums.postage AS DECIMAL(18, 2)) AS postage,
    sums.free_orders,
    CAST(sums.free_postage AS DECIMAL(18, 2)) AS free_postage
FROM people
INNER JOIN sums ON sums.level = people.level
ORDER BY people.level
