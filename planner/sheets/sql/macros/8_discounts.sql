-- What a discount takes off, from when to when, and of which product.

-- 全店: every product is meant, so none is named.
CREATE MACRO names_all_products(text) AS
    coalesce(
        regexp_full_match(
            lower(text),
            '(全店|全场|全部|所有)(商品|宝贝|产品|通用)?|(all|any)( products?| items?)?|entire (store|order)'
        ),
        false
    );

CREATE MACRO first_amount(text, pattern) AS
    TRY_CAST(nullif(regexp_extract(narrow(text), pattern, 1), '') AS DECIMAL(18, 6));

-- 八五折 → 85折, 半价 → 5折.
CREATE MACRO with_digits(text) AS
    translate(replace(narrow(text), '半价', '5折'), '一二三四五六七八九', '123456789');

-- 8.5折, 85折 and 满2件8.5折 cost 85 %, so 15 % is taken off.
CREATE MACRO share_of_zhe(text) AS
    list_transform(
        [first_amount(with_digits(text), '(\d+\.?\d*)\s*折')],
        lambda paid: 1 - CASE WHEN paid > 10 THEN paid / 100 ELSE paid / 10 END
    )[1];

-- 85, 8.5 and 0.85 under a header 折扣 are the same; so is 85%.
CREATE MACRO share_unpaid(number, is_percent) AS
    1 - CASE
        WHEN is_percent OR number > 10 THEN number / 100
        WHEN number > 1 THEN number / 10
        ELSE number
    END;

-- 20, 0.2, -20 and 20% under a header Percent off are the same.
CREATE MACRO share_taken(number, is_percent) AS
    CASE WHEN is_percent OR abs(number) > 1 THEN abs(number) / 100 ELSE abs(number) END;

-- The share taken off. A header with 折 is of what is paid, unless the cell says off, 减 or minus.
CREATE MACRO share_off(text, header) AS
    CASE
        WHEN is_nothing(text) THEN NULL
        WHEN regexp_matches(text, '折|半价') THEN share_of_zhe(text)
        WHEN regexp_matches(text, '[元¥￥$€£]') THEN NULL
        WHEN contains(coalesce(header, ''), '折')
            AND NOT regexp_matches(lower(narrow(text)), 'off|减|降|省|^\s*-')
            THEN share_unpaid(
                first_amount(text, '(\d+\.?\d*)'), contains(text, '%') OR contains(text, '％')
            )
        ELSE share_taken(
            first_amount(text, '(\d+\.?\d*)'), contains(text, '%') OR contains(text, '％')
        )
    END;

-- 20, -20, 减20, 20元, 满199减20: what is taken off, never below zero.
CREATE MACRO reduction_of(text) AS
    CASE
        WHEN is_nothing(text) OR contains(text, '折') OR contains(text, '%') THEN NULL
        ELSE abs(
            coalesce(
                amount_of(text),
                first_amount(text, '[减降省]\s*[¥￥]?\s*(\d+\.?\d*)'),
                first_amount(text, '^[^\d]*(\d+\.?\d*)\s*元[^\d]*$'),
                first_amount(text, '^[^\d]*[¥￥$€£]\s*(\d+\.?\d*)[^\d]*$')
            )
        )
    END;

-- 199, 满199元可用, and the 199 of 满199减20; 0 where the sheet says that there is none. A number of
-- pieces is no amount.
CREATE MACRO threshold_of(text) AS
    CASE
        WHEN is_nothing(text) THEN NULL
        WHEN NOT regexp_matches(narrow(text), '\d')
            THEN CASE WHEN regexp_matches(lower(text), '无|不限|no ') THEN 0 END
        WHEN regexp_matches(lower(text), '\d\s*[件个]|items?|quantity|pcs') THEN NULL
        ELSE coalesce(
            amount_of(text),
            first_amount(text, '满\s*[¥￥]?\s*(\d+\.?\d*)'),
            first_amount(text, '^[^\d]*(\d+\.?\d*)\s*元[^\d]*$'),
            first_amount(text, '^[^\d]*[¥￥$€£]\s*(\d+\.?\d*)[^\d]*$')
        )
    END;

-- 长期有效: read, and no day.
CREATE MACRO is_open(text) AS
    coalesce(
        regexp_matches(
            lower(text), '长期|永久|不限|一直|立即|即时|never|no end|forever|unlimited|ongoing'
        ),
        false
    );

CREATE MACRO open_or_time(text, day_first, utc_offset_hours) AS
    CASE
        WHEN is_open(text) THEN TIMESTAMP 'infinity'
        ELSE time_of(text, day_first, utc_offset_hours)
    END;

-- The two ends of 2026-11-01 00:00:00 ~ 2026-11-11 23:59:59, 2026.11.01-2026.11.11 and the like.
CREATE MACRO ends_of_validity(text) AS
    regexp_extract(
        regexp_replace(narrow(text), '(\d|日|号)\s*-+\s*(20\d\d[-/.年])', '\1~\2'),
        '^(.{6,}?)\s*(?:[~～—–至到]+|\s-+\s|\sto\s)\s*(.{2,})$',
        ['first', 'last']
    );

CREATE MACRO is_midnight(moment) AS moment = date_trunc('day', moment);

CREATE MACRO says_clock(text) AS coalesce(regexp_matches(narrow(text), '\d\s*[:时点]'), false);

-- The last second of a discount: of a day the day's, of a moment the one before it.
CREATE MACRO last_second(moment, is_day) AS
    CASE
        WHEN NOT isfinite(moment) THEN NULL
        WHEN is_midnight(moment) AND is_day THEN moment + INTERVAL 1 DAY - INTERVAL 1 SECOND
        WHEN is_midnight(moment) THEN moment - INTERVAL 1 SECOND
        ELSE moment
    END;
