-- goods_cost: what the goods of the window's paid lines cost, as far as a sheet holds their cost.
-- grain: one row
-- columns: units BIGINT, units_with_cost BIGINT, cost DECIMAL(18,2), line_count BIGINT
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: the product sheet comes before the stock sheet; of several costs of a SKU the highest.
WITH costs AS (
    SELECT
        coalesce(master.sku, held.sku) AS sku,
        coalesce(master.unit_cost, held.unit_cost) AS unit_cost
    FROM (
        SELECT sku, max(unit_cost) AS unit_cost FROM products WHERE sku IS NOT NULL GROUP BY sku
    ) AS master
    FULL OUTER JOIN (
        SELECT sku, max(unit_cost) AS unit_cost FROM stock WHERE sku IS NOT NULL GROUP BY sku
    ) AS held ON held.sku = master.sku
)
SELECT
    CAST(coalesce(sum(sales.units), 0) AS BIGINT) AS units,
    CAST(coalesce(sum(CASE WHEN costs.unit_cost IS NOT NULL THEN sales.units END), 0) AS BIGINT)
        AS units_with_cost,
    CAST(coalesce(sum(sales.units * costs.unit_cost), 0) AS DECIMAL(18,2)) AS cost,
    count(*) AS line_count
FROM product_sales AS sales
LEFT JOIN costs ON costs.sku = sales.product
WHERE sales.hour_start >= $first_day
    AND sales.hour_start < CAST($last_day AS DATE) + INTERVAL 1 DAY
