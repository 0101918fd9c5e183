-- rate_differs: conversion rates of the sheet that its buyers and visitors do not make.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
-- note: Noticeable is more than 0.2 percentage points and more than a twentieth.
SELECT
    source_row,
    'conversion_rate' AS field,
    format('{:.2f}% ≠ {} / {}', conversion_rate * 100, paid_buyers, visitors) AS value
FROM traffic
WHERE
    visitors > 0
    AND abs(conversion_rate - paid_buyers / visitors) > 0.002
    AND abs(conversion_rate - paid_buyers / visitors) > 0.05 * conversion_rate
