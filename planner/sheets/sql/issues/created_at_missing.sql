-- created_at_missing: kept orders that nothing dates.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'created_at' AS field, NULL AS value
FROM orders
WHERE created_at IS NULL
