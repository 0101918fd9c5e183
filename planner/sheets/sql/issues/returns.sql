-- returns: lines or orders of goods sent back; they are refunds and no orders.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT
    source_row,
    CASE WHEN quantity < 0 THEN 'quantity' ELSE 'gross_amount' END AS field,
    CASE WHEN quantity < 0 THEN CAST(quantity AS VARCHAR) ELSE CAST(gross_amount AS VARCHAR) END
        AS value
FROM lines
WHERE quantity < 0 OR gross_amount < 0
