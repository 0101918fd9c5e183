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
CREATE MACRO unguarded(text) AS
    CASE
        WHEN starts_with(text, '="') THEN bare(rtrim(substr(text, 3), '"'))
        WHEN starts_with(text, '''') OR starts_with(text, '`') THEN bare(substr(text, 2))
        ELSE text
    END;

-- What people and programs write where there is nothing. A list and not IN: DuckDB turns each long
-- IN into a join, and this is asked of every cell.
CREATE MACRO is_nothing(text) AS
    text IS NULL
    OR list_contains(
        [
            '-', '--', '---', '—', '——', '/', 'nan', 'null', 'none', 'nil', 'n/a', 'na', '#n/a', '无'
        ],
        lower(text)
    );

-- Text, or null where nothing is meant.
CREATE MACRO text_of(text) AS
    CASE WHEN is_nothing(text) THEN NULL ELSE left(text, 500) END;

-- Digits and signs of full width as their plain forms.
CREATE MACRO narrow(text) AS
    translate(text, '０１２３４５６７８９．，－＋（）：／￥＄　', '0123456789.,-+():/¥$ ');

-- 3.5E+17: an id that a spreadsheet took for a number; its last digits are lost.
CREATE MACRO is_scientific(text) AS regexp_full_match(text, '\d(\.\d+)?[eE]\+\d{1,2}');

-- An id as text: never a number, never with the .0 of a float; errors of a formula are none.
CREATE MACRO id_of(text) AS
    CASE
        WHEN is_nothing(text) OR starts_with(text, '#') THEN NULL
        WHEN regexp_full_match(text, '\d+\.0+')
            THEN split_part(text, '.', 1)
        WHEN is_scientific(text)
            THEN coalesce(
                CAST(TRY_CAST(TRY_CAST(text AS DOUBLE) AS DECIMAL(38, 0)) AS VARCHAR),
                text
            )
        ELSE left(text, 100)
    END;

-- The first cell of a row of sums.
CREATE MACRO is_total(text) AS
    regexp_full_match(
        lower(text),
        '(本页|本日|当日|本月)?(总计|合计|小计|汇总|总和|累计)\W{0,2}.{0,8}|(grand |sub-?)?totals?\W{0,2}|sum'
    );
