-- count_places: where each item of the stock lies, for the sheet that people count on.
-- grain: one row an item (SKU, barcode and variant), warehouse and shelf
-- columns: item VARCHAR, product VARCHAR, sku VARCHAR, barcode VARCHAR, title VARCHAR, spec VARCHAR,
--   warehouse VARCHAR, location VARCHAR
-- uses: matches
-- note: Items bear the codes of the stock list, so that a count finds them again; a barcode that it
--   does not tell is that of the product list, where it has just one. What a list holds none of is
--   left out, and no quantity is told. What was counted and stands in no stock list has a row, too.
--   An item on several shelves has one row for each, however the list tells them.
WITH held AS (
    SELECT * FROM stock_items WHERE coalesce(on_hand, available) IS NOT NULL
),
lying AS (
    SELECT * FROM held WHERE coalesce(on_hand, available) <> 0
    UNION ALL
    SELECT * FROM stock_items WHERE counted <> 0 AND item NOT IN (SELECT item FROM held)
),
labels AS (
    SELECT item, min(barcode) AS barcode
    FROM product_items
    WHERE barcode IS NOT NULL
    GROUP BY item
    HAVING count(DISTINCT barcode) = 1
),
places AS (
    SELECT
        item,
        product,
        sku,
        barcode,
        CASE WHEN sku IS NULL THEN barcode END AS barcode_alone,
        title,
        spec,
        warehouse,
        unnest(string_split(coalesce(location, ''), ', ')) AS location
    FROM lying
)
SELECT
    places.item,
    coalesce(min(matches.product), min(places.product)) AS product,
    places.sku,
    coalesce(min(places.barcode), min(labels.barcode)) AS barcode,
    min(places.title) AS title,
    places.spec,
    coalesce(places.warehouse, '') AS warehouse,
    places.location
FROM places
LEFT JOIN matches ON matches.item = places.item
LEFT JOIN labels ON labels.item = places.item
GROUP BY
    places.item,
    places.sku,
    places.barcode_alone,
    places.spec,
    places.warehouse,
    places.location
ORDER BY places.warehouse, places.location, places.item, places.sku, places.spec, barcode
