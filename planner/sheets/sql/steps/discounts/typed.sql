-- typed: every cell as a value, and why a row cannot be kept.
-- kept: parquet
-- grain: one row a non-blank row below the header
-- columns: source_row BIGINT, name VARCHAR, tool VARCHAR, sku VARCHAR, product_id VARCHAR,
--   title VARCHAR, event_price DECIMAL(18,6), discount_share DECIMAL(18,6),
--   amount_off DECIMAL(18,6), discount_value DECIMAL(18,6), threshold DECIMAL(18,6),
--   starts_at TIMESTAMP, ends_at TIMESTAMP, validity TIMESTAMP, status VARCHAR, first TIMESTAMP,
--   last TIMESTAMP, share DECIMAL(18,6), amount DECIMAL(18,6), from_amount DECIMAL(18,6),
--   unsure_date VARCHAR, of_what UBIGINT, code VARCHAR
-- note: The columns named as fields are what their cells say. first, last, share, amount and
--   from_amount are what the discount is by all of them: first and last its seconds, both inside,
--   null = open. Where no time of the list is but midnight, its times are days; in other lists one
--   written without a clock is. of_what stands for all that makes a row differ from another.
WITH read AS (
    SELECT
        cells.source_row,
        coalesce(text_of(cells.name), code_of(cells.discount_code)) AS name,
        text_of(cells.tool) AS tool,
        CASE WHEN NOT names_all_products(cells.sku) THEN code_of(cells.sku) END AS sku,
        CASE WHEN NOT names_all_products(cells.product_id) THEN code_of(cells.product_id) END
            AS product_id,
        CASE WHEN NOT names_all_products(cells.title) THEN text_of(cells.title) END AS title,
        amount_of(cells.event_price) AS event_price,
        CAST(share_off(cells.discount_share, header.header) AS DECIMAL(18, 6)) AS discount_share,
        CAST(reduction_of(cells.amount_off) AS DECIMAL(18, 6)) AS amount_off,
        threshold_of(cells.threshold) AS threshold,
        open_or_time(cells.starts_at, date_order.day_first, settings.utc_offset_hours) AS starts_at,
        open_or_time(cells.ends_at, date_order.day_first, settings.utc_offset_hours) AS ends_at,
        open_or_time(
            CASE
                WHEN ends_of_validity(cells.validity).first <> ''
                    THEN ends_of_validity(cells.validity).first
                WHEN is_open(cells.validity) THEN cells.validity
            END,
            date_order.day_first, settings.utc_offset_hours
        ) AS validity,
        open_or_time(
            nullif(ends_of_validity(cells.validity).last, ''),
            date_order.day_first, settings.utc_offset_hours
        ) AS validity_ends,
        says_clock(cells.ends_at)
            OR says_clock(ends_of_validity(cells.validity).last) AS has_clock,
        statuses.status,
        cells.discount_value AS value_text,
        regexp_matches(lower(cells.discount_value), '[%％折]|半价')
            OR regexp_matches(
                lower(concat_ws(' ', cells.value_type, cells.tool)), 'percent|折|比例'
            ) AS value_is_share,
        regexp_matches(
            lower(concat_ws(' ', cells.value_type, cells.tool)), 'shipping|包邮|免邮'
        ) AS value_is_postage,
        concat_ws(' ', cells.amount_off, cells.discount_value) AS full_text,
        CASE
            WHEN certain THEN NULL
            WHEN is_day_month_year(cells.starts_at) THEN cells.starts_at
            WHEN is_day_month_year(cells.ends_at) THEN cells.ends_at
            WHEN is_day_month_year(ends_of_validity(cells.validity).first) THEN cells.validity
        END AS unsure_date,
        cells.lead,
        cells.header_matches >= settings.header_needed AS is_header,
        len(
            list_filter(
                [
                    cells.name, cells.discount_code, cells.tool, cells.sku, cells.product_id,
                    cells.title, cells.event_price, cells.discount_share, cells.amount_off,
                    cells.discount_value, cells.value_type, cells.threshold, cells.starts_at,
                    cells.ends_at, cells.validity, cells.status
                ],
                lambda cell: cell IS NOT NULL
            )
        ) AS filled
    FROM cells
    CROSS JOIN settings
    CROSS JOIN date_order
    LEFT JOIN columns AS header ON header.field = 'discount_share'
    LEFT JOIN statuses ON statuses.text = text_of(cells.status)
),
valued AS (
    SELECT
        *,
        coalesce(starts_at, validity) AS start,
        coalesce(ends_at, validity_ends) AS finish,
        CAST(
            CASE WHEN value_is_share THEN share_off(value_text, '') ELSE reduction_of(value_text) END
            AS DECIMAL(18, 6)
        ) AS discount_value
    FROM read
),
clocks AS (
    SELECT
        coalesce(bool_and(is_midnight(start)), true)
        AND coalesce(bool_and(is_midnight(finish)), true) AS none_has_clock
    FROM valued
),
known AS (
    SELECT
        *,
        CASE WHEN isfinite(start) THEN start END AS first,
        last_second(finish, none_has_clock OR NOT has_clock) AS last,
        CAST(
            coalesce(
                discount_share, CASE WHEN value_is_share AND NOT value_is_postage THEN discount_value END
            ) AS DECIMAL(18, 6)
        ) AS share,
        CAST(
            coalesce(
                amount_off,
                CASE WHEN NOT value_is_share AND NOT value_is_postage THEN discount_value END
            ) AS DECIMAL(18, 6)
        ) AS amount,
        CAST(
            nullif(coalesce(threshold, first_amount(full_text, '满\s*[¥￥]?\s*(\d+\.?\d*)\s*元?\s*减')), 0)
            AS DECIMAL(18, 6)
        ) AS from_amount
    FROM valued
    CROSS JOIN clocks
)
SELECT
    source_row,
    name,
    tool,
    sku,
    product_id,
    title,
    event_price,
    discount_share,
    amount_off,
    discount_value,
    threshold,
    starts_at,
    ends_at,
    validity,
    status,
    first,
    last,
    share,
    amount,
    from_amount,
    unsure_date,
    hash(
        name, tool, sku, product_id, title, event_price, share, amount, from_amount, first, last,
        status
    ) AS of_what,
    CASE
        WHEN filled = 0 THEN 'blank_row'
        WHEN is_header THEN 'repeated_header'
        WHEN is_total(lead) THEN 'total_row'
        WHEN filled = 1 AND coalesce(name, title) IS NOT NULL THEN 'note_row'
        WHEN coalesce(name, sku, product_id, title) IS NULL THEN 'no_discount'
        WHEN is_placeholder(name) OR is_placeholder(coalesce(sku, product_id))
            THEN 'placeholder_row'
        WHEN last < first THEN 'ends_before_start'
        WHEN event_price < 0 OR share > 1 OR amount > from_amount THEN 'takes_too_much_off'
        WHEN event_price IS NULL AND greatest(share, amount) <= 0 THEN 'takes_nothing_off'
    END AS code
FROM known
