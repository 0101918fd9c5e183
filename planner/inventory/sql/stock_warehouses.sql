-- stock_warehouses: how many pieces lie in each warehouse.
-- grain: one row a warehouse that a stock list names, and one for none
-- columns: warehouse VARCHAR, units BIGINT
-- uses: matches
-- parameters: $counts_as VARCHAR, $pack_sizes VARCHAR
-- sample: $counts_as = {"main":"packs"}, $pack_sizes = {"coat":6}
-- note: The parameters and what counts are those of stock_products. A warehouse that is left out is
--   told with its pieces, too: what is left out can be seen, and chosen again.
WITH warehouses AS (
    SELECT unnest(map_keys(said)) AS warehouse, unnest(map_values(said)) AS counts_as
    FROM (SELECT CAST(CAST($counts_as AS JSON) AS MAP(VARCHAR, VARCHAR)) AS said) AS given
),
pack_sizes AS (
    SELECT unnest(map_keys(said)) AS product, unnest(map_values(said)) AS pack_size
    FROM (SELECT CAST(CAST($pack_sizes AS JSON) AS MAP(VARCHAR, BIGINT)) AS said) AS given
),
master AS (
    SELECT
        coalesce(matches.product, listed.product) AS product,
        max(listed.pack_size) AS pack_size
    FROM product_items AS listed
    LEFT JOIN matches ON matches.item = listed.item
    GROUP BY 1
),
held AS (
    SELECT
        warehouse,
        CASE WHEN counts_as = 'packs' THEN item END AS item,
        CASE WHEN counts_as = 'packs' THEN product END AS product,
        CAST(sum(units) AS BIGINT) AS units
    FROM (
        SELECT
            coalesce(stock_items.warehouse, '') AS warehouse,
            item,
            product,
            warehouses.counts_as,
            coalesce(on_hand, available + coalesce(reserved, 0)) AS units
        FROM stock_items
        LEFT JOIN warehouses ON warehouses.warehouse = coalesce(stock_items.warehouse, '')
        WHERE coalesce(on_hand, available) IS NOT NULL
    ) AS lying
    GROUP BY 1, 2, 3
)
SELECT
    held.warehouse,
    CAST(
        sum(
            held.units * CASE
                WHEN held.item IS NULL THEN 1
                ELSE coalesce(pack_sizes.pack_size, master.pack_size, 1)
            END
        ) AS BIGINT
    ) AS units
FROM held
LEFT JOIN matches ON matches.item = held.item
LEFT JOIN master ON master.product = coalesce(matches.product, held.product)
LEFT JOIN pack_sizes ON pack_sizes.product = coalesce(matches.product, held.product)
GROUP BY held.warehouse
ORDER BY held.warehouse
