-- outlier_amount: orders far larger than all others.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT
    source_row,
    'gross_amount' AS field,
    CAST(gross_amount AS VARCHAR) || ' (' || status || ')' AS value
FROM orders
CROSS JOIN facts
WHERE gross_amount > facts.outlier_above
