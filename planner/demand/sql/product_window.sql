-- product_window: what was sold of each product over some days, slips of the hand taken out.
-- grain: one row a product
-- columns: product VARCHAR, title VARCHAR, category VARCHAR, orders BIGINT, units BIGINT,
--   usual_units DOUBLE, amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE, $until DATE, $most_pieces DOUBLE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $until = 2026-11-15, $most_pieces = 20
-- note: A slip is a line that the same buyer gave back whole, at the same price, within a day: such
--   as 80,995 pieces returned after 12 minutes. What was given back on $until or later is not known
--   yet, so that its line counts as sold. usual_units counts orders of more than $most_pieces
--   as so many, since one buyer's bulk order says little of the next event. Lines that name no
--   product are one with an empty name.
WITH given_back AS (
    SELECT
        orders.buyer_id,
        coalesce(codes.product, items.sku, items.product_id, items.title) AS product,
        -items.quantity AS quantity,
        items.unit_price,
        orders.created_at
    FROM order_items AS items
    INNER JOIN orders ON orders.order_id = items.order_id
    LEFT JOIN codes ON codes.code = items.sku
    WHERE items.quantity < 0
        AND NOT items.is_service
        AND orders.buyer_id IS NOT NULL
        AND orders.created_at >= CAST($first_day AS DATE)
        AND orders.created_at < CAST($last_day AS DATE) + INTERVAL 2 DAY
        AND orders.created_at < CAST($until AS DATE)
),
bought AS (
    SELECT
        orders.buyer_id,
        coalesce(codes.product, items.sku, items.product_id, items.title) AS product,
        items.quantity,
        items.unit_price,
        orders.created_at,
        orders.paid_at,
        items.order_id
    FROM order_items AS items
    INNER JOIN orders ON orders.order_id = items.order_id
    LEFT JOIN codes ON codes.code = items.sku
    WHERE items.quantity > 0
        AND NOT items.is_service
        AND orders.paid_at >= CAST($first_day AS DATE)
        AND orders.paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
        AND orders.buyer_id IN (SELECT buyer_id FROM given_back)
),
slips AS (
    SELECT DISTINCT
        date_trunc('hour', bought.paid_at) AS hour_start,
        bought.product,
        bought.order_id,
        bought.quantity,
        bought.unit_price
    FROM given_back
    ASOF INNER JOIN bought
        ON bought.buyer_id = given_back.buyer_id
        AND bought.product = given_back.product
        AND bought.quantity = given_back.quantity
        AND bought.unit_price = given_back.unit_price
        AND bought.created_at <= given_back.created_at
    WHERE given_back.created_at < bought.created_at + INTERVAL 1 DAY
),
hours AS (
    SELECT hour_start, product, title, category, orders_paid AS orders, units, list_amount AS amount
    FROM product_sales
    WHERE hour_start >= CAST($first_day AS DATE)
        AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
    UNION ALL
    SELECT
        hour_start,
        product,
        NULL,
        NULL,
        -count(DISTINCT order_id),
        -sum(quantity),
        -sum(quantity * unit_price)
    FROM slips
    GROUP BY hour_start, product
),
kept AS (
    SELECT
        coalesce(product, '') AS product,
        max(title) AS title,
        max(category) AS category,
        sum(orders) AS orders,
        sum(units) AS units,
        sum(amount) AS amount
    FROM hours
    GROUP BY hour_start, 1
)
SELECT
    product,
    max(title) AS title,
    max(category) AS category,
    CAST(sum(greatest(orders, CASE WHEN units > 0 THEN 1 ELSE 0 END)) AS BIGINT) AS orders,
    CAST(sum(units) AS BIGINT) AS units,
    CAST(sum(least(units, greatest(orders, 1) * CAST($most_pieces AS DOUBLE))) AS DOUBLE)
        AS usual_units,
    CAST(coalesce(sum(amount), 0) AS DECIMAL(18,2)) AS amount
FROM kept
WHERE units > 0
GROUP BY product
ORDER BY product
