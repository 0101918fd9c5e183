-- Text of a cell without what export programs put around it. The table `cells` holds text without
-- spaces at its ends that went through unguarded; all other macros take it from there.

-- Spaces of all kinds, tabs, line ends and byte-order marks at both ends: inside a guard.
CREATE MACRO bare(cell) AS
    nullif(
        trim(
            cell,
            ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(65279) || chr(12288)
        ),
        ''
    );

-- ="123", '123 and `123: signs that keep a spreadsheet from taking an id for a number.
-- Most cells have none: one look at the first character tells.
CREATE MACRO unguarded(text) AS
    CASE
        WHEN ascii(text) NOT IN (61, 39, 96) THEN text
        WHEN regexp_full_match(text, '="[!-~]+"') THEN substr(text, 3, strlen(text) - 3)
        WHEN starts_with(text, '="') THEN bare(rtrim(substr(text, 3), '"'))
        WHEN starts_with(text, '=') THEN text
        ELSE bare(substr(text, 2))
    END;

-- What people and programs write where there is nothing. A list and not IN: DuckDB turns each long
-- IN into a join, and this is asked of every cell; a longer cell holds something.
CREATE MACRO is_nothing(text) AS
    CASE
        WHEN text IS NULL THEN true
        WHEN strlen(text) > 6 THEN false
        ELSE list_contains(
            [
                '-', '--', '---', '—', '——', '/', 'nan', 'null', 'none', 'nil', 'n/a', 'na', '#n/a',
                '无', 'nill'
            ],
            lower(text)
        )
    END;

-- E-mail addresses, phones and identity numbers are covered; twice, as two may share one space.
CREATE MACRO phones_covered(text) AS
    regexp_replace(
        text,
        '(^|\D)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\(?0\d{2,3}[)\- ]\d{7,8}'
        || '|\+\d[\d \-()]{6,}\d|[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx])(\D|$)',
        '\1***\2',
        'g'
    );

CREATE MACRO contacts_covered(text) AS
    phones_covered(phones_covered(regexp_replace(text, '[^@\s]+@[^@\s]+', '***@***', 'g')));

-- Text, or null where nothing is meant. People write contacts everywhere: they are covered.
CREATE MACRO text_of(text) AS
    CASE
        WHEN is_nothing(text) THEN NULL
        WHEN regexp_matches(text, '@|\d[\d \-()]{7}') THEN left(contacts_covered(text), 500)
        ELSE left(text, 500)
    END;

-- Digits and signs of full width as their plain forms.
CREATE MACRO narrow(text) AS
    translate(text, '０１２３４５６７８９．，－＋（）：／￥＄　', '0123456789.,-+():/¥$ ');

-- 3.5E+17: an id that a spreadsheet took for a number; its last digits are lost.
CREATE MACRO is_scientific(text) AS regexp_full_match(text, '\d(\.\d+)?[eE]\+\d{1,2}');

-- An id as text: never a number, never with the .0 of a float; errors of a formula (#REF!, #####)
-- are none. Some shops write order numbers with a sign: #1001.
CREATE MACRO id_of(text) AS
    CASE
        WHEN regexp_full_match(text, '\d{1,100}') THEN text
        WHEN contains(text, chr(10)) THEN NULL -- lines that a stray quote swallowed
        WHEN is_nothing(text) OR regexp_full_match(text, '#(#*|N/A|[A-Z/0]+[!?])') THEN NULL
        WHEN regexp_full_match(text, '\d+\.0+')
            THEN split_part(text, '.', 1)
        WHEN is_scientific(text)
            THEN coalesce(
                CAST(TRY_CAST(TRY_CAST(text AS DOUBLE) AS DECIMAL(38, 0)) AS VARCHAR),
                text
            )
        ELSE left(text, 100)
    END;

-- The first cell of a row of sums. It begins with a letter: digits and signs are told at a look.
CREATE MACRO is_total(text) AS
    CASE
        WHEN ascii(text) < 65 THEN false
        ELSE regexp_full_match(
            lower(text),
            '(本页|本日|当日|本月)?(总计|合计|小计|汇总|总和|累计)\W{0,2}.{0,8}'
            || '|(grand |sub-?)?totals?\W{0,2}|sum'
        )
    END;

-- A row of sums: its first cell says so, or the cell of the order number does.
CREATE MACRO is_total_row(lead, id) AS
    is_total(lead) OR (is_total(id) AND NOT regexp_matches(id, '\d'));

-- A code of a product: a cell with an e-mail address is none; it stands there where another
-- list's rows lie below a list of products.
CREATE MACRO code_of(text) AS CASE WHEN NOT contains(text, '@') THEN id_of(text) END;
