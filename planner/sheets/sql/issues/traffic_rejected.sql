-- traffic_rejected: rows that become no figures, with the cell that is to blame.
-- grain: one row a rejected row of those that are looked up
-- columns: source_row BIGINT, code VARCHAR, field VARCHAR, value VARCHAR
SELECT
    source_row,
    cells.code,
    CASE WHEN cells.code IN ('bad_period', 'repeated_period') THEN 'period' END AS field,
    CASE WHEN cells.code IN ('bad_period', 'repeated_period') THEN cells.period END AS value
FROM rejected_cells AS cells
