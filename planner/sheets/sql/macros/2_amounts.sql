-- Amounts and counts from text. Only digits, one point and the signs below make a number: a plain
-- cast would take 1_000 and round 12.345 unseen.

CREATE MACRO without_currency(text) AS
    regexp_replace(
        regexp_replace(narrow(text), '(?i)[¥￥$€£₹\s]|人民币|元|CNY|RMB|USD|EUR|GBP|INR', '', 'g'),
        '^\((.+)\)$',
        '-\1'
    );

CREATE MACRO without_thousands(text) AS
    CASE
        WHEN regexp_full_match(text, '[-+]?\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?[万亿]?')
            THEN replace(text, ',', '')
        ELSE text
    END;

CREATE MACRO plain_number(text) AS
    CASE
        WHEN regexp_full_match(text, '[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?')
            THEN TRY_CAST(text AS DECIMAL(18, 6))
        WHEN regexp_full_match(text, '[-+]?(\d+\.?\d*|\.\d+)万')
            THEN TRY_CAST(rtrim(text, '万') AS DECIMAL(18, 6)) * 10000
        WHEN regexp_full_match(text, '[-+]?(\d+\.?\d*|\.\d+)亿')
            THEN TRY_CAST(rtrim(text, '亿') AS DECIMAL(14, 6)) * 100000000
    END;

-- Ten thousand million and more is no amount of one order, and would overflow sums of money.
CREATE MACRO within_reason(number) AS
    CASE WHEN abs(number) < 10000000000 THEN CAST(number AS DECIMAL(18, 6)) END;

CREATE MACRO is_plain(text) AS regexp_full_match(text, '-?\d{1,10}(\.\d{1,2})?');

-- A lambda names what would else be written out, and planned, again at each mention.
CREATE MACRO odd_amount(text) AS
    list_transform(
        list_transform(
            list_transform([without_currency(text)], lambda bare_text: without_thousands(bare_text)),
            lambda digits: plain_number(digits)
        ),
        lambda number: within_reason(number)
    )[1];

CREATE MACRO amount_of(text) AS
    CASE
        WHEN is_plain(text) THEN TRY_CAST(text AS DECIMAL(18, 6))
        WHEN is_nothing(text) THEN NULL
        ELSE odd_amount(text)
    END;

-- Two cells that hold a part of an amount each, as one; where one cannot be read, that one.
CREATE MACRO added(text, other) AS
    CASE
        WHEN is_nothing(other) THEN text
        WHEN is_nothing(text) THEN other
        WHEN amount_of(text) IS NULL THEN text
        WHEN amount_of(other) IS NULL THEN other
        -- 12.340000 is written 12.34, which is read faster.
        ELSE regexp_replace(CAST(amount_of(text) + amount_of(other) AS VARCHAR), '0{1,4}$', '')
    END;

-- Whole pieces; 3.0 is 3, 3.5 is nothing.
CREATE MACRO whole(number) AS
    CASE
        WHEN number = round(number, 0) AND abs(number) < 1000000 THEN CAST(number AS BIGINT)
    END;

CREATE MACRO is_plain_count(text) AS regexp_full_match(text, '-?\d{1,6}');

CREATE MACRO count_of(text) AS
    CASE
        WHEN is_plain_count(text) THEN TRY_CAST(text AS BIGINT)
        WHEN is_nothing(text) THEN NULL
        ELSE list_transform(
            [odd_amount(regexp_replace(text, '(?i)\s*(件|个|条|双|套|pcs)$', ''))],
            lambda number: whole(number)
        )[1]
    END;

-- Money in cents, halves rounded up (away from zero).
CREATE MACRO money(number) AS TRY_CAST(round(number, 2) AS DECIMAL(18, 2));

-- What was to be paid: the order less its discount, whether or not it holds the postage.
CREATE MACRO is_owed(amount, gross, discount, postage) AS
    amount + abs(coalesce(discount, 0)) = gross
    OR amount + abs(coalesce(discount, 0)) = gross + coalesce(postage, 0);

-- Nothing below zero; nothing stays nothing.
CREATE MACRO from_zero(amount) AS CASE WHEN amount < 0 THEN 0 ELSE amount END;

-- An order's amount over its lines; what is below zero is a return and counts apart.
CREATE MACRO once(amount, by_line) AS
    CASE WHEN by_line THEN sum(from_zero(amount)) ELSE from_zero(max(amount)) END;

-- The part of a running sum that falls on an amount, in cents: what is left over is carried on.
CREATE MACRO carried(running, amount) AS
    CASE
        WHEN amount IS NOT NULL
            THEN CAST(round(running, 2) - round(running - amount, 2) AS DECIMAL(18, 2))
    END;

-- A currency's code from a cell of its own.
CREATE MACRO currency_of(text) AS
    CASE
        WHEN upper(text) IN ('RMB', '人民币', '￥', '¥', '元', 'CNH') THEN 'CNY'
        WHEN regexp_full_match(upper(text), '[A-Z]{3}') THEN upper(text)
    END;

-- Written with more than digits, point and minus.
CREATE MACRO is_dressed(text) AS NOT regexp_full_match(text, '[-+]?(\d+\.?\d*|\.\d+)');

-- A currency's code from the sign that an amount carries. Numbers carry none.
CREATE MACRO currency_by_sign(text) AS
    CASE
        WHEN TRY_CAST(text AS DOUBLE) IS NOT NULL THEN NULL
        WHEN regexp_matches(text, '[¥￥元]|RMB|CNY') THEN 'CNY'
        WHEN contains(text, '$') OR contains(text, 'USD') THEN 'USD'
        WHEN contains(text, '€') THEN 'EUR'
        WHEN contains(text, '£') THEN 'GBP'
        WHEN contains(text, '₹') THEN 'INR'
    END;
