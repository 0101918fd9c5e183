-- activity_lines: what was in each paid order of some days, orders in order of payment.
-- grain: one row a line of an order; one row an order where no line tells what its goods cost
-- columns: order_number INTEGER, source_row BIGINT, product_number INTEGER, quantity BIGINT,
--   unit_price_minor BIGINT, has_lines BOOLEAN, day INTEGER, hour INTEGER, postage_minor BIGINT,
--   paid_minor BIGINT, refund_minor BIGINT, is_known BOOLEAN, is_returning BOOLEAN, is_top BOOLEAN
-- parameters: $first_day DATE, $last_day DATE, $main_day DATE, $top_share DOUBLE
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-13, $main_day = 2026-11-11, $top_share = 0.1
-- note: product_number is that of activity_products. Prices are those on the label. Lines of goods
--   sent back and of postage or fees are left out, as in product_sales. An order without lines, or
--   with a line without a price, is one piece of number 0 at what the order came to without its
--   postage. Days count from $main_day. The rest is told of the order, on each of its lines:
--   postage_minor is 0 where none was paid or told. is_known: its buyer is named, and the sheets
--   hold payments from before $first_day; is_returning: the buyer paid before it; is_top: as
--   vip_customers counts, the buyer is in the $top_share of those who paid most before it.
WITH placed AS MATERIALIZED (
    SELECT
        CAST(row_number() OVER (ORDER BY paid_at, order_id) - 1 AS INTEGER) AS order_number,
        order_id,
        buyer_id,
        CAST(CAST(paid_at AS DATE) - CAST($main_day AS DATE) AS INTEGER) AS day,
        CAST(hour(paid_at) AS INTEGER) AS hour,
        CAST(100 * greatest(coalesce(shipping_fee, 0), 0) AS BIGINT) AS postage_minor,
        CAST(100 * paid_amount AS BIGINT) AS paid_minor,
        CAST(100 * coalesce(refund_amount, 0) AS BIGINT) AS refund_minor,
        CAST(100 * greatest(
            CASE WHEN gross_amount > coalesce(shipping_fee, 0) THEN gross_amount ELSE paid_amount END
            - coalesce(shipping_fee, 0),
            0
        ) AS BIGINT) AS amount_minor
    FROM orders
    WHERE NOT is_return
        AND paid_at >= CAST($first_day AS DATE)
        AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
),
products AS (
    SELECT product, CAST(row_number() OVER (ORDER BY product) - 1 AS INTEGER) AS product_number
    FROM (
        SELECT coalesce(product, '') AS product
        FROM product_sales
        WHERE hour_start >= CAST($first_day AS DATE)
            AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
        UNION
        SELECT ''
    ) AS sold
),
goods AS MATERIALIZED (
    SELECT
        placed.order_number,
        items.source_row,
        products.product_number,
        items.quantity,
        CAST(100 * CASE WHEN items.unit_price < 0 THEN 0 ELSE items.unit_price END AS BIGINT)
            AS unit_price_minor
    FROM order_items AS items
    INNER JOIN placed ON placed.order_id = items.order_id
    LEFT JOIN codes ON codes.code = items.sku
    INNER JOIN products
        ON products.product
            = coalesce(codes.product, items.sku, items.product_id, items.title, '')
    WHERE items.quantity > 0 AND NOT items.is_service
),
unpriced AS (
    SELECT DISTINCT order_number FROM goods WHERE unit_price_minor IS NULL
),
lines AS (
    SELECT *, true AS has_lines FROM goods
    WHERE order_number NOT IN (SELECT order_number FROM unpriced)
    UNION ALL
    SELECT order_number, NULL, 0, 1, amount_minor, false
    FROM placed
    WHERE order_number NOT IN (SELECT order_number FROM goods)
        OR order_number IN (SELECT order_number FROM unpriced)
),
before AS (
    SELECT customer, CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount
    FROM customer_days
    WHERE day < CAST($first_day AS DATE)
    GROUP BY customer
),
places AS (
    SELECT
        customer,
        row_number() OVER (ORDER BY paid_amount DESC, customer) AS place,
        count(*) OVER () AS customers
    FROM before
),
returning_buyers AS (
    SELECT
        numbered.buyer_id,
        places.place <= ceil(round(CAST($top_share AS DOUBLE) * places.customers, 9)) AS is_top
    FROM places
    INNER JOIN (
        SELECT buyer_id, row_number() OVER (ORDER BY buyer_id) AS customer FROM customers
    ) AS numbered ON numbered.customer = places.customer
)
SELECT
    placed.order_number,
    lines.source_row,
    lines.product_number,
    CAST(lines.quantity AS BIGINT) AS quantity,
    lines.unit_price_minor,
    lines.has_lines,
    placed.day,
    placed.hour,
    placed.postage_minor,
    placed.paid_minor,
    placed.refund_minor,
    placed.buyer_id IS NOT NULL AND EXISTS (SELECT 1 FROM places) AS is_known,
    returning_buyers.buyer_id IS NOT NULL AS is_returning,
    coalesce(returning_buyers.is_top, false) AS is_top
FROM lines
INNER JOIN placed ON placed.order_number = lines.order_number
LEFT JOIN returning_buyers ON returning_buyers.buyer_id = placed.buyer_id
ORDER BY placed.order_number, lines.source_row
