-- hashed_buyers: orders whose buyer is a name, e-mail or phone and is stored as a keyed hash.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'buyer_id' AS field, NULL AS value
FROM orders
WHERE starts_with(buyer_id, 'h:')
