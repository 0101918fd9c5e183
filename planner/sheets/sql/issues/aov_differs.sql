-- aov_differs: average order values of the sheet that its amount and buyers do not make.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Noticeable is more than 0.05 and more than a fiftieth.
SELECT
    source_row,
    'aov' AS field,
    format('{} ≠ {} / {}', aov, paid_amount, paid_buyers) AS value
FROM traffic
WHERE
    paid_buyers > 0
    AND abs(aov - paid_amount / paid_buyers) > 0.05
    AND abs(aov - paid_amount / paid_buyers) > 0.02 * abs(aov)
