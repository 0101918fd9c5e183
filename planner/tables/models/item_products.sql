-- item_products: which product of the sales each item of the stock and product lists is.
-- grain: one row a list, SKU, barcode and title
-- columns: list VARCHAR, sku VARCHAR, barcode VARCHAR, title VARCHAR, item VARCHAR,
--   product VARCHAR, matched_by VARCHAR
-- note: list is stock or products. item is the code that the item itself has today: that of its SKU,
--   else of the SKU that bears its barcode, else the barcode. matched_by says what it and a product
--   that was sold have in common, the surest first: sku, old_sku, barcode, product_id or title; null
--   where nothing was sold, and product is then the item. What names several products names none. A title
--   is trusted only where nothing surer tells which items of the list the product is: sizes that
--   were never sold often bear the title of those that were. The surest match that a list has of an
--   item holds for all its rows there, so that no item is split because one row lacks a barcode;
--   rows that match another product as surely stay with it.
WITH items AS (
    SELECT DISTINCT 'stock' AS list, sku, barcode, title FROM stock
    UNION ALL
    SELECT DISTINCT 'products' AS list, sku, barcode, title FROM products
),
sold AS (
    SELECT DISTINCT product FROM product_sales WHERE product IS NOT NULL
),
master AS (
    SELECT DISTINCT
        coalesce(codes.product, products.sku) AS code,
        products.barcode,
        products.product_id
    FROM products
    LEFT JOIN codes ON codes.code = products.sku
),
listed_barcodes AS (
    SELECT barcode, min(code) AS code, count(DISTINCT code) AS codes
    FROM master
    WHERE barcode IS NOT NULL
    GROUP BY barcode
),
barcodes AS (
    SELECT barcode, code FROM listed_barcodes WHERE codes = 1
    UNION ALL
    SELECT items.barcode, min(coalesce(codes.product, items.sku)) AS code
    FROM items
    LEFT JOIN codes ON codes.code = items.sku
    WHERE
        items.list = 'stock'
        AND items.barcode IS NOT NULL
        AND items.barcode NOT IN (SELECT barcode FROM listed_barcodes)
    GROUP BY items.barcode
    HAVING count(DISTINCT coalesce(codes.product, items.sku)) = 1
),
ids_of_codes AS (
    SELECT code, min(product_id) AS product_id
    FROM master
    WHERE code IS NOT NULL
    GROUP BY code
    HAVING count(DISTINCT product_id) = 1
),
ids_of_barcodes AS (
    SELECT barcode, min(product_id) AS product_id
    FROM master
    WHERE barcode IS NOT NULL
    GROUP BY barcode
    HAVING count(DISTINCT product_id) = 1
),
sold_ids AS (
    SELECT lines.product_id, min(sold.product) AS product
    FROM (
        SELECT DISTINCT
            order_items.product_id,
            coalesce(codes.product, order_items.sku, order_items.product_id) AS product
        FROM order_items
        LEFT JOIN codes ON codes.code = order_items.sku
        WHERE order_items.product_id IN (SELECT product_id FROM master)
    ) AS lines
    INNER JOIN sold ON sold.product = lines.product
    GROUP BY lines.product_id
    HAVING count(*) = 1
),
titles AS (
    SELECT title, lower(trim(translate(
        title,
        '　！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠'
        'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀'
        'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
        ' !"#$%&''()*+,-./0123456789:;<=>?@'
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`'
        'abcdefghijklmnopqrstuvwxyz{|}~'
    ))) AS folded
    FROM (
        SELECT title FROM items WHERE title IS NOT NULL
        UNION
        SELECT title FROM product_sales WHERE title IS NOT NULL
    ) AS named
),
sold_titles AS (
    SELECT titles.folded, min(named.product) AS product
    FROM (SELECT DISTINCT title, product FROM product_sales) AS named
    INNER JOIN titles ON titles.title = named.title
    GROUP BY titles.folded
    HAVING count(DISTINCT named.product) = 1
),
found AS (
    SELECT
        items.list,
        items.sku,
        items.barcode,
        items.title,
        coalesce(codes.product, items.sku, barcodes.code, items.barcode) AS item,
        coalesce(
            by_sku.product,
            by_old_sku.product,
            by_barcode.product,
            by_label.product,
            sold_ids.product
        ) AS sure_product,
        CASE
            WHEN by_sku.product IS NOT NULL THEN 'sku'
            WHEN by_old_sku.product IS NOT NULL THEN 'old_sku'
            WHEN by_barcode.product IS NOT NULL OR by_label.product IS NOT NULL THEN 'barcode'
            WHEN sold_ids.product IS NOT NULL THEN 'product_id'
        END AS surely_by,
        sold_titles.product AS titled_product
    FROM items
    LEFT JOIN codes ON codes.code = items.sku
    LEFT JOIN barcodes ON barcodes.barcode = items.barcode
    LEFT JOIN ids_of_codes ON ids_of_codes.code = coalesce(codes.product, items.sku)
    LEFT JOIN ids_of_barcodes ON ids_of_barcodes.barcode = items.barcode
    LEFT JOIN sold AS by_sku ON by_sku.product = items.sku
    LEFT JOIN sold AS by_old_sku ON by_old_sku.product = codes.product
    LEFT JOIN sold AS by_barcode ON by_barcode.product = barcodes.code
    LEFT JOIN sold AS by_label ON by_label.product = items.barcode
    LEFT JOIN sold_ids
        ON sold_ids.product_id = coalesce(ids_of_codes.product_id, ids_of_barcodes.product_id)
    LEFT JOIN titles ON titles.title = items.title
    LEFT JOIN sold_titles ON sold_titles.folded = titles.folded
),
judged AS (
    SELECT
        found.*,
        CASE WHEN sure.product IS NULL THEN found.titled_product END AS likely_product
    FROM found
    LEFT JOIN (
        SELECT DISTINCT list, sure_product AS product FROM found WHERE sure_product IS NOT NULL
    ) AS sure ON sure.list = found.list AND sure.product = found.titled_product
),
matched AS (
    SELECT
        list,
        sku,
        barcode,
        title,
        item,
        coalesce(sure_product, likely_product) AS product,
        coalesce(surely_by, CASE WHEN likely_product IS NOT NULL THEN 'title' END) AS matched_by,
        list_position(['sku', 'old_sku', 'barcode', 'product_id', 'title'], matched_by) AS rank
    FROM judged
),
surest AS (
    SELECT list, item, rank, min(matched_by) AS matched_by, min(product) AS product
    FROM (
        SELECT * FROM matched
        WHERE rank IS NOT NULL
        QUALIFY rank = min(rank) OVER (PARTITION BY list, item)
    ) AS best
    GROUP BY list, item, rank
    HAVING count(DISTINCT product) = 1
),
settled AS (
    SELECT
        matched.*,
        surest.product AS surest_product,
        surest.matched_by AS surest_by,
        matched.product IS NULL
            OR (surest.rank < matched.rank AND surest.product <> matched.product) AS follows
    FROM matched
    LEFT JOIN surest ON surest.list = matched.list AND surest.item = matched.item
)
SELECT
    list,
    sku,
    barcode,
    title,
    item,
    coalesce(CASE WHEN follows THEN surest_product ELSE product END, item) AS product,
    CASE WHEN follows THEN surest_by ELSE matched_by END AS matched_by
FROM settled
ORDER BY list, sku, barcode, title
