-- Counts of any size, rates, sizes with their units, and periods of days.

-- What a spreadsheet shows where a formula failed.
CREATE MACRO is_formula_error(text) AS
    coalesce(
        regexp_full_match(upper(text), '#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)'),
        false
    );

-- xxxx-xxx, ****, 示例: a row of a template that shows what to fill in.
CREATE MACRO is_placeholder(text) AS
    coalesce(
        regexp_full_match(lower(text), '[x*?#]{2,}([-_ ]?[x*?#]{2,})*')
        OR list_contains(['示例', '样例', '举例', 'example', 'sample'], lower(text)),
        false
    );

-- Whole numbers up to ten thousand million; 3.0 is 3, 1.2万 is 12000, 3.5 is nothing.
CREATE MACRO tally_of(text) AS
    CASE
        WHEN regexp_full_match(text, '-?\d{1,10}') THEN TRY_CAST(text AS BIGINT)
        WHEN is_nothing(text) THEN NULL
        ELSE list_transform(
            [amount_of(regexp_replace(text, '(?i)\s*(件|个|条|双|套|人|次|箱|天|日|pcs|days?)$', ''))],
            lambda number: CASE WHEN number = round(number, 0) THEN CAST(number AS BIGINT) END
        )[1]
    END;

-- 4.16% and 0.0416 are the same; a rate above 1 was written without its sign.
CREATE MACRO rate_of(text) AS
    CASE
        WHEN is_nothing(text) THEN NULL
        WHEN ends_with(text, '%') OR ends_with(text, '％')
            THEN CAST(amount_of(rtrim(text, '%％ ')) AS DOUBLE) / 100
        ELSE list_transform(
            [CAST(amount_of(text) AS DOUBLE)],
            lambda rate: CASE WHEN rate > 1 THEN rate / 100 ELSE rate END
        )[1]
    END;

-- Counts of several columns in one text, and the texts of the columns again.
CREATE MACRO beside_each_other(cells) AS
    array_to_string(
        list_transform(cells, lambda cell: replace(coalesce(cell, ''), '|', '/')), ' | '
    );

CREATE MACRO each_beside(text) AS
    list_transform(string_split(text, ' | '), lambda cell: nullif(cell, ''));

CREATE MACRO flag_of(text) AS
    CASE
        WHEN is_nothing(text) THEN NULL
        ELSE list_contains(
            ['是', '主推', '主推款', 'y', 'yes', 'true', '1', '√', '✓', '✔', 'v'], lower(text)
        )
    END;

-- The unit behind a number or at the end of a header; nothing where there is none.
CREATE MACRO unit_of(text) AS
    nullif(
        regexp_extract(
            lower(narrow(text)),
            '(?:^|[^a-z])(mm|毫米|cm|厘米|m|米|inch|in|英寸|kg|千克|公斤|grams|gram|g|克|斤|lb|lbs|磅|oz'
            || '|ml|毫升|cm3|cm³|cc|立方厘米|l|升|dm3|dm³|立方分米|m3|m³|立方米|方)[)\]\s]*$',
            1
        ),
        ''
    );

-- A size without its unit.
CREATE MACRO measure_of(text) AS
    CASE
        WHEN is_nothing(text) THEN NULL
        ELSE amount_of(regexp_replace(text, '\s*[a-zA-Z毫米厘英寸千公斤克磅升立方分]+[3³]?$', ''))
    END;

-- Millimetres, grams or millilitres in one of a unit.
CREATE MACRO unit_size(field, unit) AS
    CASE
        WHEN field IN ('length', 'width', 'height')
            THEN CASE
                WHEN unit IN ('mm', '毫米') THEN 1
                WHEN unit IN ('cm', '厘米') THEN 10
                WHEN unit IN ('m', '米') THEN 1000
                WHEN unit IN ('in', 'inch', '英寸') THEN 25.4
            END
        WHEN field = 'weight'
            THEN CASE
                WHEN unit IN ('g', 'gram', 'grams', '克') THEN 1
                WHEN unit IN ('kg', '千克', '公斤') THEN 1000
                WHEN unit = '斤' THEN 500
                WHEN unit IN ('lb', 'lbs', '磅') THEN 453.59237
                WHEN unit = 'oz' THEN 28.349523
            END
        WHEN field = 'volume'
            THEN CASE
                WHEN unit IN ('ml', '毫升', 'cm3', 'cm³', 'cc', '立方厘米') THEN 1
                WHEN unit IN ('l', '升', 'dm3', 'dm³', '立方分米') THEN 1000
                WHEN unit IN ('m3', 'm³', '立方米', '方') THEN 1000000
            END
    END;

-- The unit that makes a size usual: a parcel is 5 to 100 cm long and 50 g to 20 kg heavy.
CREATE MACRO usual_unit(field, middle) AS
    CASE
        WHEN field IN ('length', 'width', 'height')
            THEN CASE WHEN middle < 2 THEN 'm' WHEN middle <= 100 THEN 'cm' ELSE 'mm' END
        WHEN field = 'weight' THEN CASE WHEN middle < 20 THEN 'kg' ELSE 'g' END
        WHEN field = 'volume'
            THEN CASE WHEN middle < 1 THEN 'm³' WHEN middle < 100 THEN 'l' ELSE 'cm³' END
    END;

-- Periods -----------------------------------------------------------------------------------------

-- 2025-11-11 (周二) → 2025-11-11.
CREATE MACRO without_weekday(text) AS
    regexp_replace(text, '\s*\(?(星期|周|礼拜)[一二三四五六日天]\)?$', '');

-- The two ends of 2025-11-03~2025-11-09, 2025-11-03 至 2025-11-09, 20251103-20251109.
CREATE MACRO ends_of(text) AS
    regexp_extract(
        text,
        '^(\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?|\d{8})\s*(?:~|～|至|到|—|–|-|to|_)+\s*'
        || '(\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?|\d{8})$',
        ['first', 'last']
    );

CREATE MACRO day_of(text, day_first) AS CAST(time_of(text, day_first, 0) AS DATE);

-- The first day of 2025-11, 2025年11月, 202511, Nov 2025.
CREATE MACRO month_of(text) AS
    CASE
        WHEN regexp_full_match(text, '20\d\d[-/.年]?(0?[1-9]|1[0-2])月?(份)?')
            AND NOT regexp_full_match(text, '20\d{3}')
            THEN TRY_CAST(
                regexp_replace(text, '^(20\d\d)[-/.年]?(\d{1,2}).*$', '\1-\2-1') AS DATE
            )
        WHEN regexp_full_match(text, '(?i)[a-z]{3,9}\.?[- ]+(20)?\d\d')
            THEN CAST(
                try_strptime(
                    '1 ' || regexp_replace(text, '\.?[- ]+(?:20)?(\d\d)$', ' 20\1'),
                    ['%d %b %Y', '%d %B %Y']
                ) AS DATE
            )
    END;

-- The Monday of 2025-W45, 2025年第45周, 2025-45周.
CREATE MACRO week_of(text) AS
    list_transform(
        [
            regexp_extract(
                lower(text),
                '^(20\d\d)\s*[-年]?\s*(?:w|week|第)\s*(\d{1,2})\s*周?$|^(20\d\d)[-年](\d{1,2})周$',
                ['year', 'week', 'year_too', 'week_too']
            )
        ],
        lambda found: CAST(
            date_trunc(
                'week', make_date(TRY_CAST(found['year'] || found['year_too'] AS INTEGER), 1, 4)
            ) AS DATE
        ) + (TRY_CAST(found['week'] || found['week_too'] AS INTEGER) - 1) * 7
    )[1];

-- 周, 统计周, Week: a column of weeks; 月份, 统计月份, Month: one of months.
CREATE MACRO names_weeks(header) AS
    coalesce(regexp_full_match(trim(header), '(统计|自然)?周|week'), false);

CREATE MACRO names_months(header) AS
    coalesce(regexp_full_match(trim(header), '(统计|自然)?月份?|month'), false);

-- First and last day, both inside; a single date under a header like Week begins one.
CREATE MACRO odd_period(text, day_first, header) AS
    list_transform(
        [without_weekday(narrow(text))],
        lambda plain: CASE
            WHEN ends_of(plain)['first'] <> ''
                THEN {
                    'first': day_of(ends_of(plain)['first'], day_first),
                    'last': day_of(ends_of(plain)['last'], day_first)
                }
            WHEN month_of(plain) IS NOT NULL
                THEN {'first': month_of(plain), 'last': last_day(month_of(plain))}
            WHEN week_of(plain) IS NOT NULL
                THEN {'first': week_of(plain), 'last': week_of(plain) + 6}
            WHEN names_weeks(header)
                THEN {'first': day_of(plain, day_first), 'last': day_of(plain, day_first) + 6}
            WHEN names_months(header)
                THEN {
                    'first': CAST(date_trunc('month', day_of(plain, day_first)) AS DATE),
                    'last': last_day(day_of(plain, day_first))
                }
            ELSE {'first': day_of(plain, day_first), 'last': day_of(plain, day_first)}
        END
    )[1];

CREATE MACRO period_of(text, day_first, header) AS
    CASE
        WHEN text IS NULL THEN NULL
        WHEN regexp_full_match(text, '20\d\d-\d\d-\d\d')
            AND NOT names_weeks(header)
            AND NOT names_months(header)
            THEN {'first': TRY_CAST(text AS DATE), 'last': TRY_CAST(text AS DATE)}
        ELSE odd_period(text, day_first, header)
    END;

-- 0, 14:00, 14时, 14:00-15:00, 下午2:00, and the hour in 2025-11-11 14:00.
CREATE MACRO hour_of(text) AS
    CASE
        WHEN text IS NULL THEN NULL
        WHEN has_half_of_day(text)
            THEN CAST(
                hour(
                    odd_time(if(regexp_matches(text, '^\d'), '', '2000-1-1 ') || text, NULL)
                ) AS BIGINT
            )
        WHEN regexp_matches(narrow(text), '^\d{1,2}\s*(:\d{2}){0,2}\s*([时点]|$|[-~])')
            THEN list_transform(
                [TRY_CAST(regexp_extract(narrow(text), '^\d{1,2}') AS BIGINT)],
                lambda hour: CASE WHEN hour BETWEEN 0 AND 23 THEN hour END
            )[1]
        WHEN regexp_matches(narrow(text), '\d[ T]\d{1,2}:\d{2}')
            THEN TRY_CAST(regexp_extract(narrow(text), '\d[ T](\d{1,2}):\d{2}', 1) AS BIGINT)
    END;
