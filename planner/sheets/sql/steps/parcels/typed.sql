-- typed: every cell as a value, and why a row cannot be kept.
-- kept: parquet
-- grain: one row a non-blank row below the header
-- columns: source_row BIGINT, tracking_number VARCHAR, order_id VARCHAR, carrier VARCHAR,
--   shipped_at TIMESTAMP, updated_at TIMESTAMP, signed_at TIMESTAMP, province VARCHAR, city VARCHAR,
--   state VARCHAR, unsure_date VARCHAR, of_what UBIGINT, code VARCHAR
-- note: state is where the parcel is. The latest event tells more than a status that says no more
--   than on its way; a time of signing tells most, unless the parcel went back or was refused. The
--   event itself is not kept: names of people stand in it.
WITH read AS (
    SELECT
        cells.source_row,
        code_of(cells.tracking_number) AS tracking_number,
        id_of(cells.order_id) AS order_id,
        text_of(cells.carrier) AS carrier,
        time_of(cells.shipped_at, date_order.day_first, settings.utc_offset_hours) AS shipped_at,
        time_of(cells.updated_at, date_order.day_first, settings.utc_offset_hours) AS updated_at,
        time_of(cells.signed_at, date_order.day_first, settings.utc_offset_hours) AS signed_at,
        coalesce(known_province(cells.address), province_of(text_of(cells.province))) AS province,
        coalesce(
            short_city(city_in(cells.address, known_province(cells.address))),
            city_of(text_of(cells.city))
        ) AS city,
        said.status AS said,
        happened.status AS happened,
        lower(cells.latest_event) AS event,
        CASE
            WHEN certain THEN NULL
            WHEN is_day_month_year(cells.shipped_at) THEN cells.shipped_at
            WHEN is_day_month_year(cells.updated_at) THEN cells.updated_at
            WHEN is_day_month_year(cells.signed_at) THEN cells.signed_at
        END AS unsure_date,
        cells.lead,
        cells.header_matches >= settings.header_needed AS is_header,
        coalesce(
            cells.tracking_number, cells.order_id, cells.carrier, cells.shipped_at, cells.status,
            cells.latest_event, cells.updated_at, cells.signed_at, cells.address, cells.province,
            cells.city
        ) IS NULL AS is_blank
    FROM cells
    CROSS JOIN settings
    CROSS JOIN date_order
    LEFT JOIN statuses AS said ON said.text = text_of(cells.status)
    LEFT JOIN statuses AS happened ON happened.text = text_of(cells.latest_event)
),
told AS (
    SELECT
        *,
        CASE
            WHEN said IN ('lost', 'refused', 'returned') THEN said
            WHEN happened IN ('lost', 'refused', 'returned') THEN happened
            WHEN signed_at IS NOT NULL OR said = 'signed' THEN 'signed'
            WHEN
                said IN ('in_city', 'delivering')
                AND happened IN ('held', 'wrong_address', 'outside_area', 'delivering')
                THEN happened
            WHEN said IS NULL OR said IN ('waiting', 'in_transit') THEN
                CASE
                    WHEN
                        coalesce(happened, 'in_transit') = 'in_transit'
                        AND regexp_matches(event, '到达|已到|arrived')
                        AND contains(event, lower(city))
                        THEN 'in_city'
                    ELSE coalesce(happened, said)
                END
            ELSE said
        END AS state
    FROM read
)
SELECT
    source_row,
    tracking_number,
    order_id,
    carrier,
    shipped_at,
    updated_at,
    signed_at,
    province,
    city,
    state,
    unsure_date,
    hash(
        tracking_number, order_id, carrier, shipped_at, updated_at, signed_at, province, city, state
    ) AS of_what,
    CASE
        WHEN is_blank THEN 'blank_row'
        WHEN is_header THEN 'repeated_header'
        WHEN is_total_row(lead, coalesce(tracking_number, order_id)) THEN 'total_row'
        WHEN tracking_number IS NULL THEN 'no_tracking_number'
    END AS code
FROM told
