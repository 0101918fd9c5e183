-- spread: the kept rows; of warehouses that stand side by side each has a row of its own.
-- kept: view
-- grain: one row a kept row, or a kept row and warehouse
-- columns: source_row BIGINT, sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR,
--   category VARCHAR, warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT,
--   reserved BIGINT, incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta TIMESTAMP,
--   as_of DATE, unit_cost DECIMAL(18,6), cost_amount DECIMAL(18,6), list_price DECIMAL(18,6),
--   supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN
-- note: What is told of all warehouses together, such as goods on the way, would count once a
--   warehouse: it has a row that names none.
WITH kept AS (
    SELECT * EXCLUDE (unsure_date, code) FROM typed WHERE code IS NULL
),
warehouses AS (
    SELECT row_number() OVER (ORDER BY rowid) AS place, header AS name
    FROM columns
    WHERE field = 'warehouse_stock'
)
SELECT * EXCLUDE (beside) FROM kept WHERE beside IS NULL
UNION ALL
SELECT
    kept.* EXCLUDE (beside) REPLACE (
        warehouses.name AS warehouse,
        beside[place] AS on_hand,
        NULL AS available,
        NULL AS reserved,
        NULL AS incoming,
        NULL AS counted,
        NULL AS counted_at,
        NULL AS eta,
        CAST(coalesce(unit_cost, cost_amount / nullif(list_sum(beside), 0)) AS DECIMAL(18, 6))
            AS unit_cost,
        NULL AS cost_amount
    )
FROM kept
CROSS JOIN warehouses
WHERE beside IS NOT NULL
UNION ALL
SELECT * EXCLUDE (beside) REPLACE (NULL AS on_hand, NULL AS cost_amount)
FROM kept
WHERE beside IS NOT NULL AND coalesce(available, reserved, incoming, counted) IS NOT NULL
