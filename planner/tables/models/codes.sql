-- codes: which code a product is known by today, for each code that it had before.
-- grain: one row a former code
-- columns: code VARCHAR, product VARCHAR
-- note: A code that changed several times has the last one. A code that became two, and codes that
--   became each other, stay as they are and have no row. After so many changes no more are followed.
WITH RECURSIVE changes AS (
    SELECT old_sku AS code, min(sku) AS next_code
    FROM (SELECT unnest(old_skus) AS old_sku, sku FROM products WHERE sku IS NOT NULL) AS said
    WHERE old_sku <> sku
    GROUP BY old_sku
    HAVING count(DISTINCT sku) = 1
),
followed AS (
    SELECT code, next_code, 1 AS changed FROM changes
    UNION ALL
    SELECT followed.code, changes.next_code, followed.changed + 1
    FROM followed
    INNER JOIN changes ON changes.code = followed.next_code
    WHERE followed.changed < 20
)
SELECT code, next_code AS product
FROM followed
WHERE NOT EXISTS (SELECT 1 FROM changes WHERE changes.code = followed.next_code)
ORDER BY code
