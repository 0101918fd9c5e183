-- in_force: how many orders of each import are in force; a newer list replaces orders of an older.
-- grain: one row an import
-- columns: import_id VARCHAR, orders BIGINT
-- note: goods sent back alone are no orders. An import of whose orders none is left has no row.
SELECT
    import_id,
    count(*) AS orders
FROM orders
WHERE NOT is_return
GROUP BY import_id
