-- units: what one of each size's numbers is in millimetres, millilitres or grams.
-- grain: one row a size that has a column
-- columns: field VARCHAR, unit VARCHAR, size DOUBLE, guessed BOOLEAN, source_row BIGINT,
--   example DECIMAL(18,6)
-- note: The header's unit holds; without one the middle of the whole column decides, of length,
--   width and height together. guessed = neither the header nor the cells name a unit.
WITH sizes AS (
    SELECT source_row, 'length' AS field, length AS number, length_unit AS unit FROM typed
    UNION ALL
    SELECT source_row, 'width', width, width_unit FROM typed
    UNION ALL
    SELECT source_row, 'height', height, height_unit FROM typed
    UNION ALL
    SELECT source_row, 'volume', volume, volume_unit FROM typed
    UNION ALL
    SELECT source_row, 'weight', weight, weight_unit FROM typed
),
bare AS (
    SELECT *, CASE WHEN field IN ('width', 'height') THEN 'length' ELSE field END AS measure
    FROM sizes
    WHERE unit IS NULL AND number > 0
),
middles AS (SELECT measure, median(number) AS middle FROM bare GROUP BY measure),
firsts AS (
    SELECT field, measure, min(source_row) AS source_row, arg_min(number, source_row) AS example
    FROM bare
    GROUP BY field, measure
),
chosen AS (
    SELECT
        columns.field,
        unit_of(columns.header) AS stated,
        usual_unit(columns.field, middles.middle) AS usual,
        firsts.source_row,
        firsts.example
    FROM columns
    INNER JOIN firsts ON firsts.field = columns.field
    INNER JOIN middles ON middles.measure = firsts.measure
)
SELECT
    field,
    CASE WHEN unit_size(field, stated) IS NULL THEN usual ELSE stated END AS unit,
    CAST(coalesce(unit_size(field, stated), unit_size(field, usual)) AS DOUBLE) AS size,
    unit_size(field, stated) IS NULL AS guessed,
    source_row,
    example
FROM chosen
