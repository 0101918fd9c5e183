-- masked_buyers: orders whose buyer is masked by the platform.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'buyer_id' AS field, NULL AS value
FROM order_rows
WHERE is_masked(buyer_text)
