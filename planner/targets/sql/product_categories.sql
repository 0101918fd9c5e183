-- product_categories: the category of each SKU as the product and stock sheets know it.
-- grain: one row a SKU whose category is known
-- columns: sku VARCHAR, category VARCHAR
-- note: the product sheet comes before the stock sheet; order lines often name no category.
SELECT
    sku,
    coalesce(max(CASE WHEN is_master THEN category END), max(category)) AS category
FROM (
    SELECT sku, category, true AS is_master FROM products
    UNION ALL
    SELECT sku, category, false AS is_master FROM stock
) AS named
WHERE sku IS NOT NULL AND category IS NOT NULL
GROUP BY sku
ORDER BY sku
