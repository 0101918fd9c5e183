-- discounts: what runs or is booked; of each tool the newest list that names it holds, whole.
-- grain: one row a discount, product and benefit
-- columns: name VARCHAR, tool VARCHAR, sku VARCHAR, product_id VARCHAR, title VARCHAR,
--   starts_at TIMESTAMP, ends_at TIMESTAMP, event_price DECIMAL(18,2),
--   discount_share DECIMAL(9,6), amount_off DECIMAL(18,2), threshold DECIMAL(18,2),
--   status VARCHAR, source_row BIGINT, import_id VARCHAR
-- note: Each tool exports a list of its own, and a discount that its newest list does not name was
--   removed. Lists that name no tool replace each other so, too, and no others.
SELECT imported_discounts.* EXCLUDE (import_order, import_id), imported_discounts.import_id
FROM imported_discounts
INNER JOIN (
    SELECT tool, max(import_order) AS import_order FROM imported_discounts GROUP BY tool
) AS newest
    ON newest.tool IS NOT DISTINCT FROM imported_discounts.tool
    AND newest.import_order = imported_discounts.import_order
ORDER BY imported_discounts.import_order, imported_discounts.source_row
