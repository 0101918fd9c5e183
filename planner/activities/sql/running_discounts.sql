-- running_discounts: discounts of the loaded lists that run on a day from the first to the last.
-- grain: one row a discount, product and benefit
-- columns: name VARCHAR, tool VARCHAR, product VARCHAR, title VARCHAR, whole_shop BOOLEAN,
--   first_day DATE, last_day DATE, event_price DECIMAL(18,2), discount_share DECIMAL(9,6),
--   amount_off DECIMAL(18,2), threshold DECIMAL(18,2), source_row BIGINT, import_id VARCHAR
-- parameters: $first_day DATE, $last_day DATE
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13
-- note: product is the code of the sales; null where the whole shop is meant, or where the row's
--   product is in no other sheet. first_day and last_day are inside, null where the discount is
--   open. What its list calls ended runs on no day, whatever its days are.
SELECT
    name,
    tool,
    product,
    title,
    whole_shop,
    CAST(starts_at AS DATE) AS first_day,
    CAST(ends_at AS DATE) AS last_day,
    event_price,
    discount_share,
    amount_off,
    threshold,
    source_row,
    import_id
FROM discount_items
WHERE status IS DISTINCT FROM 'ended'
AND (starts_at IS NULL OR CAST(starts_at AS DATE) <= CAST($last_day AS DATE))
AND (ends_at IS NULL OR CAST(ends_at AS DATE) >= CAST($first_day AS DATE))
ORDER BY whole_shop DESC, product, first_day, name, import_id, source_row
