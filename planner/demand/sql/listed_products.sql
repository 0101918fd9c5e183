-- listed_products: what the stock and product lists say of each product.
-- grain: one row a product
-- columns: product VARCHAR, title VARCHAR, category VARCHAR, list_price DECIMAL(18,2)
-- note: product is the code that its sales are known by, else that of the list.
SELECT
    product,
    max(title) AS title,
    max(category) AS category,
    max(list_price) AS list_price
FROM (
    SELECT product, title, category, list_price FROM product_items
    UNION ALL
    SELECT product, title, category, list_price FROM stock_items
) AS listed
WHERE product IS NOT NULL
GROUP BY product
ORDER BY product
