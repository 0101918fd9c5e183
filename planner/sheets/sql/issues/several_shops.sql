-- several_shops: rows of another shop than most.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'shop' AS field, shop AS value
FROM cells
INNER JOIN judged USING (source_row)
WHERE
    code IS NULL
    AND shop <> (SELECT mode(shop) FROM cells)
