-- stock_totals: what a stock list adds up to.
-- grain: one row
-- columns: skus BIGINT, warehouses BIGINT, on_hand BIGINT, available BIGINT, incoming BIGINT,
--   counted BIGINT
-- note: A total of a column that the sheet lacks is null.
SELECT
    count(DISTINCT coalesce(sku, barcode)) AS skus,
    nullif(count(DISTINCT warehouse), 0) AS warehouses,
    CAST(sum(on_hand) AS BIGINT) AS on_hand,
    CAST(sum(available) AS BIGINT) AS available,
    CAST(sum(incoming) AS BIGINT) AS incoming,
    CAST(sum(counted) AS BIGINT) AS counted
FROM stock
