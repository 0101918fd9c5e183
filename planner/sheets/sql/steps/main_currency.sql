-- main_currency: the currency of most rows; a sheet's amounts add up in one currency only.
-- grain: one row
-- columns: currency VARCHAR, currencies BIGINT
-- note: currency is null where no column tells it.
SELECT
    arg_max(currency, rows_of_it) AS currency,
    count(*) AS currencies
FROM (
    SELECT currency_of(currency) AS currency, count(*) AS rows_of_it
    FROM cells
    WHERE currency_of(currency) IS NOT NULL
    GROUP BY 1
) AS counted
