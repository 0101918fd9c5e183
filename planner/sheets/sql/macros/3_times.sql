-- Dates and times as the shop's wall clock. An offset behind a time (+08:00) is left out, not
-- converted; what is stated in UTC is moved to the shop's clock. Numbers are dates where they are written as 20210101, as a spreadsheet's serial
-- number of a day, or as seconds since 1970 (read in China's time, UTC+8).

CREATE MACRO is_usual_time(text) AS
    regexp_full_match(text, '(199|20\d)\d-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?');

CREATE MACRO is_iso(text) AS
    regexp_full_match(text, '\d{4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,6})?)?)?');

CREATE MACRO is_day_month_year(text) AS
    regexp_matches(text, '^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})(\D|$)');

CREATE MACRO first_number(text) AS
    TRY_CAST(regexp_extract(text, '^(\d{1,2})[-/.](\d{1,2})[-/.]', 1) AS INTEGER);

CREATE MACRO second_number(text) AS
    TRY_CAST(regexp_extract(text, '^(\d{1,2})[-/.](\d{1,2})[-/.]', 2) AS INTEGER);

-- 26-03-05: the last of three numbers of two digits.
CREATE MACRO last_of_two(text) AS
    TRY_CAST(
        nullif(regexp_extract(text, '^\d{1,2}[-/.]\d{1,2}[-/.](\d{2})(\D|$)', 1), '') AS INTEGER
    );

-- Times without their offset, with plain separators.
CREATE MACRO plain_time(text) AS
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(narrow(text), '(\d{1,2})[时点](\d{1,2})分?', '\1:\2'),
                '(:\d{1,2})秒', '\1'
            ),
            '(\d:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:Z|UTC|GMT|[-+]\d{2}:?\d{2})$', '\1'
        ),
        '(:\d{2}\.\d{6})\d+', '\1'
    );

-- 上午9:30, 下午3:05, 晚上8点: with AM or PM behind, or without a word that 15:05 does not need.
-- 晚上12:30 and 晚上1:30 may be of either night, so they stay as they are and are not read.
CREATE MACRO has_half_of_day(text) AS regexp_matches(text, '上午|下午|凌晨|早上|中午|晚上');

CREATE MACRO half_of_day_behind(plain) AS
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(plain, '(\d)[时点]$', '\1:00'),
                '(?:上午|凌晨|早上)\s*(0?[1-9]|1[0-2])(:\d{2}(?::\d{2})?)$', '\1\2 AM'
            ),
            '(?:下午\s*(0?[1-9]|1[0-2])|中午\s*(12|0?[1-3])|晚上\s*(0?[5-9]|1[01]))'
            || '(:\d{2}(?::\d{2})?)$', '\1\2\3\4 PM'
        ),
        '(?:(?:上午|下午|凌晨|早上|晚上)\s*(00?|1[3-9]|2[0-3])|中午\s*(1[01]))(:\d{2}(?::\d{2})?)$',
        '\1\2\3'
    );

-- Year first: 2020/2/21 0:00, 2020年2月21日, 20200221, 20200221093000, 2020-02-21T09:30.
CREATE MACRO year_first(text) AS
    trim(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        text, '^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$', '\1-\2-\3 \4:\5:\6'
                    ),
                    '^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$', '\1-\2-\3 \4:\5'
                ),
                '^(\d{4})(\d{2})(\d{2})( .*)?$', '\1-\2-\3\4'
            ),
            '^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})[日号]?[T ]*', '\1-\2-\3 '
        )
    );

-- 21/2/2020 or 2/21/2020: by the order of the whole sheet, unless the numbers leave no doubt.
CREATE MACRO day_month_year(text, day_first) AS
    CASE
        WHEN day_first IS NULL AND last_of_two(text) IS NOT NULL
            THEN regexp_replace(text, '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})', '20\1-\2-\3')
        WHEN second_number(text) <= 12 AND (first_number(text) > 12 OR day_first)
            THEN regexp_replace(
                regexp_replace(text, '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})', '\3-\2-\1'),
                '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})(\D|$)', '20\3-\2-\1\4'
            )
        ELSE regexp_replace(
            regexp_replace(text, '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})', '\3-\1-\2'),
            '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})(\D|$)', '20\3-\1-\2\4'
        )
    END;

CREATE MACRO parsed_time(text) AS
    CASE
        WHEN is_iso(text) THEN TRY_CAST(text AS TIMESTAMP)
        ELSE TRY_CAST(
            try_strptime(
                text,
                [
                    '%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M %p', '%d %b %Y', '%d-%b-%y', '%d-%b-%Y',
                    '%b %d, %Y', '%d %b %Y %H:%M:%S', '%d %b %Y %H:%M', '%b %d, %Y %I:%M %p',
                    '%b %d, %Y %I:%M:%S %p', '%d %B %Y', '%B %d, %Y'
                ]
            ) AS TIMESTAMP
        )
    END;

CREATE MACRO number_time(text) AS
    CASE
        WHEN regexp_full_match(text, '[2-7]\d{4}(\.\d+)?')
            THEN TIMESTAMP '1899-12-30 00:00:00'
                + to_seconds(CAST(round(TRY_CAST(text AS DOUBLE) * 86400) AS BIGINT))
        WHEN regexp_full_match(text, '1\d{9}(\d{3})?')
            THEN TIMESTAMP '1970-01-01 08:00:00' + to_seconds(CAST(left(text, 10) AS BIGINT))
    END;

CREATE MACRO this_age(moment) AS
    CASE
        WHEN moment >= TIMESTAMP '1990-01-01' AND moment < TIMESTAMP '2100-01-01'
            THEN date_trunc('second', moment)
    END;

-- A lambda names what would else be written out, and planned, again at each mention.
CREATE MACRO in_utc(text) AS regexp_matches(text, '\d\s*(Z|UTC|GMT|[-+]00:?00)$');

CREATE MACRO has_offset(text) AS regexp_matches(text, ':\d\d(\.\d+)?\s*[-+]\d\d:?\d\d$');

CREATE MACRO odd_time(text, day_first) AS
    list_transform(
        list_transform(
            list_transform(
                list_transform(
                    [plain_time(text)],
                    lambda plain: CASE
                        WHEN has_half_of_day(plain) THEN half_of_day_behind(plain) ELSE plain
                    END
                ),
                lambda plain: CASE
                    WHEN is_day_month_year(plain) THEN day_month_year(plain, day_first)
                    ELSE year_first(plain)
                END
            ),
            lambda ordered: coalesce(number_time(ordered), parsed_time(ordered))
        ),
        lambda moment: this_age(moment)
    )[1];

CREATE MACRO time_of(text, day_first, utc_offset_hours) AS
    CASE
        WHEN is_usual_time(text) THEN TRY_CAST(text AS TIMESTAMP)
        WHEN is_nothing(text) THEN NULL
        WHEN in_utc(text) THEN odd_time(text, day_first) + to_hours(utc_offset_hours)
        ELSE odd_time(text, day_first)
    END;
