-- benefit_unknown: discounts of which the sheet does not say what they take off.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'name' AS field, name AS value
FROM discounts
WHERE coalesce(event_price, discount_share, amount_off) IS NULL
