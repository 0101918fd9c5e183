-- matches: which product each item of a stock or product list was said by hand to be.
-- grain: one row an item that was matched
-- columns: item VARCHAR, product VARCHAR
-- parameters: $matches VARCHAR
-- sample: $matches = {"belt":"coat"}
-- note: $matches is a JSON object: code of an item to the product it was said to be, whatever both
--   are called today. It goes before what item_products finds by itself.
SELECT
    coalesce(former.product, typed.code) AS item,
    max(coalesce(renamed.product, typed.product)) AS product
FROM (
    SELECT unnest(map_keys(said)) AS code, unnest(map_values(said)) AS product
    FROM (SELECT CAST(CAST($matches AS JSON) AS MAP(VARCHAR, VARCHAR)) AS said) AS given
) AS typed
LEFT JOIN codes AS former ON former.code = typed.code
LEFT JOIN codes AS renamed ON renamed.code = typed.product
GROUP BY 1
