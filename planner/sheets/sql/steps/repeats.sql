-- repeats: rows that repeat the order or line of an earlier row.
-- grain: one row a repeated row
-- columns: source_row BIGINT, code VARCHAR
-- note: In an order list an order has one row; elsewhere only equal line ids are repeats, never
--   rows that look alike.
WITH keyed AS (
    SELECT typed.source_row, CASE WHEN has_items THEN line_id ELSE order_id END AS key
    FROM typed
    CROSS JOIN settings
    WHERE code IS NULL AND CASE WHEN has_items THEN line_id ELSE order_id END IS NOT NULL
),
several AS (
    SELECT key FROM keyed GROUP BY key HAVING count(*) > 1
),
ranked AS (
    SELECT
        keyed.source_row,
        row_number() OVER same_key AS place,
        cells.content = first_value(cells.content) OVER same_key AS is_equal
    FROM keyed
    INNER JOIN several ON several.key = keyed.key
    INNER JOIN cells ON cells.source_row = keyed.source_row
    WINDOW same_key AS (PARTITION BY keyed.key ORDER BY keyed.source_row)
)
SELECT
    source_row,
    CASE
        WHEN is_equal THEN 'duplicate'
        WHEN has_items THEN 'duplicate_line_id'
        ELSE 'duplicate_order_id'
    END AS code
FROM ranked
CROSS JOIN settings
WHERE place > 1
