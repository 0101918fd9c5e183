-- stock: the canonical stock; repeated rows of one item in one warehouse are added up.
-- kept: parquet
-- grain: one row an item (SKU, barcode and variant), warehouse and day of arrival
-- columns: sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR, category VARCHAR,
--   warehouse VARCHAR, location VARCHAR, on_hand BIGINT, available BIGINT, reserved BIGINT,
--   incoming BIGINT, counted BIGINT, counted_at TIMESTAMP, eta DATE, as_of DATE,
--   unit_cost DECIMAL(18,2), list_price DECIMAL(18,2), supplier VARCHAR, lead_time_days BIGINT, is_main BOOLEAN,
--   source_row BIGINT
-- note: A cost of all pieces is divided by the pieces. A style with its sizes on rows of their own
--   stays in rows of their own; an item on several shelves is one row that names them all, and is
--   counted once every shelf is.
SELECT
    sku,
    barcode,
    arg_min(title, source_row) AS title,
    spec,
    arg_min(category, source_row) AS category,
    warehouse,
    nullif(array_to_string(list_sort(list_distinct(list(location))), ', '), '') AS location,
    CAST(sum(on_hand) AS BIGINT) AS on_hand,
    CAST(sum(available) AS BIGINT) AS available,
    CAST(sum(reserved) AS BIGINT) AS reserved,
    CAST(sum(incoming) AS BIGINT) AS incoming,
    CAST(CASE WHEN count(counted) = count(*) THEN sum(counted) END AS BIGINT) AS counted,
    max(counted_at) AS counted_at,
    CAST(eta AS DATE) AS eta,
    max(as_of) AS as_of,
    money(
        coalesce(
            arg_max(unit_cost, source_row),
            sum(cost_amount) / nullif(sum(on_hand) FILTER (WHERE cost_amount IS NOT NULL), 0)
        )
    ) AS unit_cost,
    money(arg_max(list_price, source_row)) AS list_price,
    arg_max(supplier, source_row) AS supplier,
    arg_max(lead_time_days, source_row) AS lead_time_days,
    bool_or(is_main) AS is_main,
    min(source_row) AS source_row
FROM spread
GROUP BY sku, barcode, spec, warehouse, CAST(eta AS DATE)
