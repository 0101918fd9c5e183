-- activity_lines: what was in each paid order of some days.
-- grain: one row a line of an order; one row an order without lines
-- columns: order_place BIGINT, source_row BIGINT, paid_at TIMESTAMP, product_number INTEGER,
--   quantity BIGINT, unit_price_minor BIGINT, amount_minor BIGINT, postage_minor BIGINT,
--   paid_minor BIGINT, is_known BOOLEAN, is_returning BOOLEAN, is_top BOOLEAN
-- parameters: $first_day DATE, $last_day DATE, $top_share DOUBLE
-- sample: $first_day = 2026-11-11, $last_day = 2026-11-13, $top_share = 0.1
-- note: order_place is the order's place among these in the list. product_number is that of
--   activity_products; 0 and no source_row of an order without lines. Prices are those on the label,
--   -1 where no sheet tells one. Lines of goods sent back and of postage or fees are left out, as in
--   product_sales. The rest is told of the order, on each of its lines: amount_minor is what its
--   goods came to by the order list; postage_minor is 0 where none was paid or told. is_known: its
--   buyer is named, and the sheets hold payments from before $first_day; is_returning: the buyer
--   paid before it; is_top: as vip_customers counts, the buyer is in the $top_share of those who
--   paid most before it.
WITH before AS (
    SELECT buyer_id, CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount
    FROM orders
    WHERE buyer_id IS NOT NULL AND NOT is_return AND paid_at < CAST($first_day AS DATE)
    GROUP BY buyer_id
),
ranked AS (
    SELECT
        buyer_id,
        row_number() OVER (ORDER BY paid_amount DESC, buyer_id)
        <= ceil(round(CAST($top_share AS DOUBLE) * count(*) OVER (), 9)) AS is_top
    FROM before
),
placed AS (
    SELECT
        row_number() OVER () AS order_place,
        order_id,
        buyer_id,
        paid_at,
        CAST(100 * greatest(coalesce(shipping_fee, 0), 0) AS BIGINT) AS postage_minor,
        CAST(100 * paid_amount AS BIGINT) AS paid_minor,
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
known AS (
    SELECT
        placed.*,
        placed.buyer_id IS NOT NULL AND EXISTS (SELECT 1 FROM before) AS is_known,
        ranked.buyer_id IS NOT NULL AS is_returning,
        coalesce(ranked.is_top, false) AS is_top
    FROM placed
    LEFT JOIN ranked ON ranked.buyer_id = placed.buyer_id
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
goods AS (
    SELECT
        items.order_id,
        items.source_row,
        products.product_number,
        items.quantity,
        CAST(
            100 * CASE WHEN items.unit_price < 0 THEN 0 ELSE coalesce(items.unit_price, -0.01) END
            AS BIGINT
        ) AS unit_price_minor
    FROM order_items AS items
    LEFT JOIN codes ON codes.code = items.sku
    INNER JOIN products
        ON products.product
            = coalesce(codes.product, items.sku, items.product_id, items.title, '')
    WHERE items.quantity > 0 AND NOT items.is_service
)
SELECT
    known.order_place,
    goods.source_row,
    known.paid_at,
    coalesce(goods.product_number, 0) AS product_number,
    coalesce(goods.quantity, 1) AS quantity,
    coalesce(goods.unit_price_minor, -1) AS unit_price_minor,
    known.amount_minor,
    known.postage_minor,
    known.paid_minor,
    known.is_known,
    known.is_returning,
    known.is_top
FROM known
LEFT JOIN goods ON goods.order_id = known.order_id
