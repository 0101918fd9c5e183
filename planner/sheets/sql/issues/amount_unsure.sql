-- amount_unsure: orders whose lines show one amount that nothing proves to be the order's.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'gross_amount' AS field, CAST(gross_amount AS VARCHAR) AS value
FROM order_rows
CROSS JOIN grain
WHERE line_count > 1 AND NOT by_line AND NOT certain
