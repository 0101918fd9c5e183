-- price_not_positive: lines of products given away, or corrections.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'unit_price' AS field, CAST(unit_price AS VARCHAR) AS value
FROM lines
WHERE unit_price <= 0
