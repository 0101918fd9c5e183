-- typed: every cell as a value, and why a row cannot be kept.
-- kept: parquet
-- grain: one row a non-blank row below the header
-- columns: source_row BIGINT, period_start DATE, period_end DATE, hour BIGINT, source VARCHAR,
--   source_detail VARCHAR, product_id VARCHAR, title VARCHAR, impressions BIGINT, clicks BIGINT,
--   cost DECIMAL(18,6), visitors BIGINT, page_views BIGINT, inquiries BIGINT,
--   inquiry_buyers BIGINT, favourites BIGINT, carts BIGINT, order_buyers BIGINT,
--   paid_buyers BIGINT, paid_units BIGINT, paid_amount DECIMAL(18,6),
--   refund_amount DECIMAL(18,6), reviews BIGINT, conversion_rate DOUBLE, aov DECIMAL(18,6), unsure_date VARCHAR, content UBIGINT,
--   of_what UBIGINT, code VARCHAR
-- note: of_what stands for period, hour, source and product: what a row's figures are of. A detail
--   named as a sum is the source as a whole.
SELECT
    * EXCLUDE (lead, period_text, is_header, is_blank, first, last),
    hash(
        period_start, period_end, hour, source, source_detail, coalesce(product_id, title)
    ) AS of_what,
    CASE
        WHEN is_blank THEN 'blank_row'
        WHEN is_header THEN 'repeated_header'
        WHEN is_total(lead) OR is_total(source) OR is_total(product_id) THEN 'total_row'
        WHEN period_start IS NULL AND NOT is_nothing(period_text) THEN 'bad_period'
        WHEN period_end < period_start THEN 'bad_period'
        WHEN period_start IS NULL THEN 'no_period'
    END AS code
FROM (
    SELECT
        source_row,
        CASE WHEN is_nothing(period_text) THEN file_period.first ELSE period.first END
            AS period_start,
        CASE WHEN is_nothing(period_text) THEN file_period.last ELSE period.last END
            AS period_end,
        coalesce(hour, CASE WHEN hour_of_period > 0 OR hours THEN hour_of_period END) AS hour,
        * EXCLUDE (source_row, period, hour, hour_of_period, hours)
    FROM (
        SELECT
            cells.source_row,
            cells.period AS period_text,
            period_of(cells.period, date_order.day_first, lower(header.header)) AS period,
            hour_of(cells.hour) AS hour,
            CASE WHEN contains(cells.period, ':') THEN hour_of(cells.period) END AS hour_of_period,
            clock.hours,
            text_of(cells.source) AS source,
            CASE WHEN NOT is_total(cells.source_detail) THEN text_of(cells.source_detail) END
                AS source_detail,
            code_of(cells.product_id) AS product_id,
            text_of(cells.title) AS title,
            tally_of(cells.impressions) AS impressions,
            tally_of(cells.clicks) AS clicks,
            amount_of(cells.cost) AS cost,
            tally_of(cells.visitors) AS visitors,
            tally_of(cells.page_views) AS page_views,
            tally_of(cells.inquiries) AS inquiries,
            tally_of(cells.inquiry_buyers) AS inquiry_buyers,
            tally_of(cells.favourites) AS favourites,
            tally_of(cells.carts) AS carts,
            tally_of(cells.order_buyers) AS order_buyers,
            tally_of(cells.paid_buyers) AS paid_buyers,
            tally_of(cells.paid_units) AS paid_units,
            amount_of(cells.paid_amount) AS paid_amount,
            amount_of(cells.refund_amount) AS refund_amount,
            tally_of(cells.reviews) AS reviews,
            rate_of(cells.conversion_rate) AS conversion_rate,
            amount_of(cells.aov) AS aov,
            CASE WHEN NOT certain AND is_day_month_year(narrow(cells.period)) THEN cells.period END
                AS unsure_date,
            cells.content,
            cells.lead,
            cells.header_matches >= settings.header_needed AS is_header,
            coalesce(
                cells.period, cells.hour, cells.source, cells.source_detail, cells.product_id,
                cells.title, cells.impressions, cells.clicks, cells.cost, cells.visitors,
                cells.page_views, cells.inquiries, cells.inquiry_buyers, cells.favourites,
                cells.carts, cells.order_buyers, cells.paid_buyers, cells.paid_units,
                cells.paid_amount, cells.refund_amount, cells.reviews, cells.conversion_rate, cells.aov
            ) IS NULL AS is_blank
        FROM cells
        CROSS JOIN settings
        CROSS JOIN date_order
        CROSS JOIN (
            SELECT coalesce(bool_or(hour_of(period) > 0), false) AS hours
            FROM cells
            WHERE contains(period, ':')
        ) AS clock
        LEFT JOIN columns AS header ON header.field = 'period'
    ) AS values_of_cells
    CROSS JOIN file_period
) AS dated
