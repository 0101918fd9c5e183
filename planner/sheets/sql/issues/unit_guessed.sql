-- unit_guessed: sizes without a unit, with the unit that their values speak for.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: One place a column, with its first value.
SELECT
    source_row,
    field,
    rtrim(rtrim(CAST(example AS VARCHAR), '0'), '.') || ' → ' || CAST(example AS DOUBLE) * size
    || CASE field WHEN 'weight' THEN ' g' WHEN 'volume' THEN ' ml' ELSE ' mm' END AS value
FROM units
WHERE guessed
