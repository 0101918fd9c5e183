-- stock_sheets: the sheets behind the stock, with what is in force of each.
-- grain: one row an import and what it holds
-- columns: import_id VARCHAR, file_name VARCHAR, loaded_on DATE, holds VARCHAR, rows BIGINT,
--   first_as_of DATE, as_of DATE, counted_on DATE, warehouses VARCHAR[], repeated_codes BIGINT,
--   negative_rows_made_up BIGINT
-- note: holds is held, counted, incoming or products; a list may hold stock and counts. What the
--   newer list replaced is not in force. first_as_of and as_of are the oldest and the newest day that
--   its rows say they are of. repeated_codes are those of which the import added up
--   several rows of one warehouse; negative_rows_made_up are rows below zero that their sum hides.
--   loaded_on is the planner's day of loading; an import that does not tell it has the machine's.
--   Newest import first.
WITH said AS (
    SELECT import_id, 'held' AS holds, warehouse, as_of, counted_at
    FROM stock
    WHERE coalesce(on_hand, available) IS NOT NULL
    UNION ALL
    SELECT import_id, 'counted', warehouse, as_of, counted_at
    FROM stock
    WHERE counted IS NOT NULL
    UNION ALL
    SELECT import_id, 'incoming', warehouse, as_of, NULL
    FROM stock
    WHERE incoming IS NOT NULL AND coalesce(on_hand, available) IS NULL
    UNION ALL
    SELECT import_id, 'products', NULL, NULL, NULL
    FROM products
),
lists AS (
    SELECT
        import_id,
        holds,
        count(*) AS rows,
        min(as_of) AS first_as_of,
        max(as_of) AS as_of,
        CAST(max(counted_at) AS DATE) AS counted_on,
        list_sort(
            coalesce(list(DISTINCT warehouse) FILTER (WHERE warehouse IS NOT NULL), [])
        ) AS warehouses
    FROM said
    GROUP BY import_id, holds
),
remarks AS (
    SELECT import_id, unnest(json_extract(report, '$.sheets[*].issues[*]')) AS remark
    FROM imports
    WHERE report IS NOT NULL
),
counts AS (
    SELECT
        import_id,
        json_extract_string(remark, '$.code') AS code,
        CAST(json_extract(remark, '$.count') AS BIGINT) AS places
    FROM remarks
),
told AS (
    SELECT
        import_id,
        CAST(sum(places) FILTER (WHERE code = 'repeated_sku') AS BIGINT) AS repeated_codes,
        CAST(
            sum(places) FILTER (WHERE code = 'negative_stock_made_up') AS BIGINT
        ) AS negative_rows_made_up
    FROM counts
    GROUP BY import_id
)
SELECT
    lists.import_id,
    imports.file_name,
    coalesce(
        CAST(json_extract_string(imports.report, '$.loaded_on') AS DATE),
        CAST(imports.imported_at AS DATE)
    ) AS loaded_on,
    lists.holds,
    lists.rows,
    lists.first_as_of,
    lists.as_of,
    lists.counted_on,
    lists.warehouses,
    CASE WHEN lists.holds = 'held' THEN coalesce(told.repeated_codes, 0) ELSE 0 END
        AS repeated_codes,
    CASE WHEN lists.holds = 'held' THEN coalesce(told.negative_rows_made_up, 0) ELSE 0 END
        AS negative_rows_made_up
FROM lists
INNER JOIN imports ON imports.import_id = lists.import_id
LEFT JOIN told ON told.import_id = lists.import_id
ORDER BY imports.imported_at DESC, lists.import_id, lists.holds
