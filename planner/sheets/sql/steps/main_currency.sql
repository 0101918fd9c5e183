-- main_currency: the currency of most rows; a sheet's amounts add up in one currency only.
-- grain: one row
-- columns: currency VARCHAR, currencies BIGINT
-- note: A column of its own tells it, else a sign before or behind the amounts; null where nothing
--   does. currencies counts those of the column.
WITH told AS (
    SELECT currency_of(currency) AS currency, sum(rows_of_it) AS rows_of_it
    FROM (SELECT currency, count(*) AS rows_of_it FROM cells GROUP BY currency) AS cells_of_currency
    WHERE currency_of(currency) IS NOT NULL
    GROUP BY 1
),
signs AS (
    SELECT
        currency_by_sign(coalesce(gross_amount, goods_amount, paid_amount, unit_price)) AS currency,
        count(*) AS rows_of_it
    FROM cells
    WHERE currency_by_sign(coalesce(gross_amount, goods_amount, paid_amount, unit_price)) IS NOT NULL
    GROUP BY 1
)
SELECT
    coalesce(
        (SELECT arg_max(currency, rows_of_it) FROM told),
        (SELECT arg_max(currency, rows_of_it) FROM signs)
    ) AS currency,
    (SELECT count(*) FROM told) AS currencies
