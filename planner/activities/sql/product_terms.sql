-- product_terms: what a piece of each product brings and costs, and how many are held.
-- grain: one row a product that was sold or stands in a list
-- columns: product VARCHAR, title VARCHAR, category VARCHAR, list_price DECIMAL(18,2),
--   unit_cost DECIMAL(18,2), stock_units BIGINT, window_units BIGINT,
--   window_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: the price is the average of the window's lines, else of all lines, before discounts of
--   orders: what a design takes something off. Lists tell it of what never sold; their label prices
--   are often asked of nobody. The cost is that of the product list before that of the stock list, of
--   several the highest. window_units and window_amount are what the window's lines sold.
WITH sold AS (
    SELECT
        product,
        max(title) AS title,
        max(category) AS category,
        sum(units) AS units,
        sum(list_amount) AS amount,
        sum(units) FILTER (WHERE hour_start >= $first_day
            AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY) AS window_units,
        sum(list_amount) FILTER (WHERE hour_start >= $first_day
            AND hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY) AS window_amount
    FROM product_sales
    WHERE product IS NOT NULL
    GROUP BY product
),
master AS (
    SELECT
        product,
        max(title) AS title,
        max(category) AS category,
        max(list_price) AS list_price,
        max(unit_cost) AS unit_cost
    FROM product_items
    WHERE product IS NOT NULL
    GROUP BY product
),
held AS (
    SELECT
        product,
        max(title) AS title,
        max(category) AS category,
        max(list_price) AS list_price,
        max(unit_cost) AS unit_cost,
        sum(on_hand) AS stock_units
    FROM stock_items
    WHERE product IS NOT NULL
    GROUP BY product
),
named AS (
    SELECT product FROM sold
    UNION
    SELECT product FROM master
    UNION
    SELECT product FROM held
)
SELECT
    named.product,
    coalesce(sold.title, master.title, held.title) AS title,
    coalesce(sold.category, master.category, held.category) AS category,
    CAST(coalesce(
        nullif(sold.window_amount, 0) / nullif(sold.window_units, 0),
        nullif(sold.amount, 0) / nullif(sold.units, 0),
        nullif(master.list_price, 0),
        nullif(held.list_price, 0)
    ) AS DECIMAL(18,2)) AS list_price,
    coalesce(master.unit_cost, held.unit_cost) AS unit_cost,
    CAST(held.stock_units AS BIGINT) AS stock_units,
    CAST(coalesce(sold.window_units, 0) AS BIGINT) AS window_units,
    CAST(coalesce(sold.window_amount, 0) AS DECIMAL(18,2)) AS window_amount
FROM named
LEFT JOIN sold ON sold.product = named.product
LEFT JOIN master ON master.product = named.product
LEFT JOIN held ON held.product = named.product
ORDER BY named.product
