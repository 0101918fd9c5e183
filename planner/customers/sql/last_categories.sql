-- last_categories: customers by the category that they spent most on, on the last day of a purchase.
-- grain: one row a category
-- columns: category VARCHAR, customers BIGINT, paid_amount DECIMAL(18,2)
-- uses: customer_facts
-- note: from the lines of orders, else from the product list; null where neither tells it.
--   paid_amount is all that these customers paid so far.
WITH last_lines AS (
    SELECT
        customer_facts.customer,
        coalesce(items.category, listed.category) AS category,
        sum(items.quantity * items.unit_price) AS amount
    FROM customer_facts
    INNER JOIN customers ON customers.customer = customer_facts.customer
    INNER JOIN baskets
        ON baskets.buyer_id = customers.buyer_id
        AND baskets.paid_at >= customer_facts.last_day
        AND baskets.paid_at < customer_facts.last_day + 1
    INNER JOIN order_items AS items
        ON items.order_id = baskets.order_id AND items.quantity > 0 AND NOT items.is_service
    LEFT JOIN (
        SELECT sku, any_value(category) AS category
        FROM products
        WHERE sku IS NOT NULL AND category IS NOT NULL
        GROUP BY sku
    ) AS listed ON listed.sku = items.sku
    GROUP BY ALL
),
of_customers AS (
    SELECT customer, arg_max(category, amount) AS category
    FROM last_lines
    WHERE category IS NOT NULL
    GROUP BY customer
)
SELECT
    of_customers.category,
    count(*) AS customers,
    CAST(sum(customer_facts.paid_amount) AS DECIMAL(18,2)) AS paid_amount
FROM customer_facts
LEFT JOIN of_customers ON of_customers.customer = customer_facts.customer
GROUP BY 1
ORDER BY customers DESC, category NULLS LAST
