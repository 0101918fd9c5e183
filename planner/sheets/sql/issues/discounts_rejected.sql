-- discounts_rejected: rows that become no discount, with the cell that is to blame.
-- grain: one row a rejected row of those that are looked up
-- columns: source_row BIGINT, code VARCHAR, field VARCHAR, value VARCHAR
WITH blamed AS (
    SELECT
        *,
        CASE
            WHEN code = 'ends_before_start' AND ends_at IS NOT NULL THEN 'ends_at'
            WHEN code = 'ends_before_start' THEN 'validity'
            WHEN code NOT IN ('takes_too_much_off', 'takes_nothing_off') THEN NULL
            WHEN event_price IS NOT NULL AND code = 'takes_too_much_off'
                AND amount_of(event_price) < 0 THEN 'event_price'
            WHEN NOT is_nothing(discount_share) THEN 'discount_share'
            WHEN NOT is_nothing(amount_off) THEN 'amount_off'
            ELSE 'discount_value'
        END AS field
    FROM rejected_cells
)
SELECT
    source_row,
    code,
    field,
    CASE field
        WHEN 'ends_at' THEN ends_at
        WHEN 'validity' THEN validity
        WHEN 'event_price' THEN event_price
        WHEN 'discount_share' THEN discount_share
        WHEN 'amount_off' THEN amount_off
        WHEN 'discount_value' THEN discount_value
    END AS value
FROM blamed
