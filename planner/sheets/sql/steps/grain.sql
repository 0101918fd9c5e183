-- grain: whether amounts belong to lines, or to the order and stand on each of its lines.
-- grain: one row
-- columns: orders_of_lines BIGINT, by_line BOOLEAN, certain BOOLEAN
-- note: What the manager chose holds. Else an amount that equals quantity times price is of the
--   line, and where nearly all orders of several lines show one amount, it is the order's; nothing
--   but prices can prove the latter. Amounts only on the first line add up right.
WITH amounts AS (
    SELECT
        order_id,
        quantity * unit_price AS list_amount,
        coalesce(gross_amount, goods_amount, paid_amount) AS amount
    FROM lines
),
orders_of_lines AS (
    SELECT
        min(amount) = max(amount) AND count(amount) = count(*) AS same,
        coalesce(bool_and(abs(amount - list_amount) < 0.01), false) AS is_list_amount,
        count(list_amount) > 0 AS has_prices
    FROM amounts
    GROUP BY order_id
    HAVING count(*) > 1
),
evidence AS (
    SELECT
        count(*) AS orders_of_lines,
        coalesce(
            avg(CAST(same AS INTEGER)) < 0.8 OR avg(CAST(is_list_amount AS INTEGER)) > 0.8, true
        ) AS by_line,
        coalesce(bool_or(has_prices), false) AS has_prices
    FROM orders_of_lines
)
SELECT
    orders_of_lines,
    CASE settings.amounts WHEN 'line' THEN true WHEN 'order' THEN false ELSE by_line END AS by_line,
    settings.amounts IS NOT NULL OR by_line OR has_prices AS certain
FROM evidence
CROSS JOIN settings
