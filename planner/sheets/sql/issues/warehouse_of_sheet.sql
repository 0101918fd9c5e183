-- warehouse_of_sheet: stock of which the name of the sheet says the warehouse.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT stock.source_row, NULL AS field, settings.warehouse AS value
FROM stock
CROSS JOIN settings
WHERE settings.warehouse IS NOT NULL
