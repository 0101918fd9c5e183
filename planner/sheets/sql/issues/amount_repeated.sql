-- amount_repeated: orders of several lines that show the order's amount on each; it counts once.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'gross_amount' AS field, NULL AS value
FROM order_rows
CROSS JOIN grain
WHERE line_count > 1 AND NOT by_line AND certain
