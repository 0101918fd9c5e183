-- overlap_of_discounts: discounts of a tool of which a list is loaded; this one replaces it whole.
-- grain: one row a place
-- columns: source_row BIGINT, field VARCHAR, value VARCHAR
SELECT source_row, 'tool' AS field, tool AS value
FROM discounts
WHERE EXISTS (
    SELECT 1 FROM loaded_discounts WHERE loaded_discounts.tool IS NOT DISTINCT FROM discounts.tool
)
