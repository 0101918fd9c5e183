-- stock_products: what the stock and product lists say of each product.
-- grain: one row a product that stands in a stock list or in the product list
-- columns: product VARCHAR, title VARCHAR, category VARCHAR, on_hand BIGINT, available BIGINT,
--   on_hand_on_sale BIGINT, reserved BIGINT, arrivals STRUCT("day" DATE, units BIGINT)[],
--   counted BIGINT, book_when_counted BIGINT, is_counted_whole BOOLEAN, counted_on DATE,
--   undated_counts VARCHAR[], unit_cost DECIMAL(18,2), list_price DECIMAL(18,2), supplier VARCHAR,
--   lead_time_days BIGINT, min_order_quantity BIGINT, pack_size BIGINT, volume_ml DOUBLE,
--   is_marked_main BOOLEAN, warehouses VARCHAR, locations VARCHAR, matched_by VARCHAR[],
--   places BIGINT, negative_rows BIGINT, rows_without_pack_size BIGINT
-- uses: matches
-- parameters: $counts_as VARCHAR, $pack_sizes VARCHAR
-- sample: $counts_as = {"main":"packs"}, $pack_sizes = {"coat":6}
-- note: The parameters are JSON objects: warehouse (empty where a sheet names none) to pieces,
--   packs or left_out; product to pieces in a pack. A list that tells only what is free holds that
--   and what is reserved; on_hand_on_sale is on_hand of the rows that tell what is free. Costs and
--   the like are those of the product list before those of the stock, of a product of several SKUs
--   the largest. book_when_counted is what the stock has of the items that were counted, warehouse
--   by warehouse and variant by variant where both sides name them; null where a newer stock list
--   came after any of the counts, as goods moved in between. A list or a count that names no
--   warehouse speaks of all. is_counted_whole is told where every item, warehouse and variant of
--   which the stock has pieces has a count. counted_on is the oldest day; undated_counts are
--   imports that counted without naming one. places are the shelves, or the warehouses where none
--   are told, on which anything lies.
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
        max(listed.title) AS title,
        max(listed.category) AS category,
        max(listed.unit_cost) AS unit_cost,
        max(listed.list_price) AS list_price,
        max(listed.supplier) AS supplier,
        max(listed.lead_time_days) AS lead_time_days,
        max(listed.min_order_quantity) AS min_order_quantity,
        max(listed.pack_size) AS pack_size,
        max(
            coalesce(
                listed.volume_ml, listed.length_mm * listed.width_mm * listed.height_mm / 1000
            )
        ) AS volume_ml
    FROM product_items AS listed
    LEFT JOIN matches ON matches.item = listed.item
    GROUP BY 1
),
lying AS NOT MATERIALIZED (
    SELECT
        stock_items.* EXCLUDE (on_hand),
        coalesce(on_hand, available + coalesce(reserved, 0)) AS on_hand,
        coalesce(warehouses.counts_as = 'packs', false) AS in_packs
    FROM stock_items
    LEFT JOIN warehouses ON warehouses.warehouse = coalesce(stock_items.warehouse, '')
    WHERE coalesce(warehouses.counts_as, '') <> 'left_out'
),
of_items AS (
    SELECT
        item,
        product,
        matched_by,
        in_packs,
        max(title) AS title,
        max(category) AS category,
        sum(on_hand) AS on_hand,
        sum(available) AS available,
        sum(on_hand) FILTER (WHERE available IS NOT NULL) AS on_hand_on_sale,
        sum(reserved) AS reserved,
        sum(counted) AS counted,
        min(counted_at) FILTER (WHERE counted IS NOT NULL) AS counted_at,
        max(unit_cost) AS unit_cost,
        max(list_price) AS list_price,
        max(supplier) AS supplier,
        max(lead_time_days) AS lead_time_days,
        bool_or(is_main) AS is_main,
        string_agg(warehouse, chr(10)) FILTER (WHERE on_hand IS NOT NULL) AS warehouses,
        string_agg(location, chr(10)) AS locations,
        sum(len(string_split(coalesce(location, ''), ', '))) FILTER (WHERE on_hand <> 0) AS places,
        count(*) FILTER (WHERE on_hand < 0) AS negative_rows,
        count(*) AS rows
    FROM lying
    GROUP BY item, product, matched_by, in_packs
),
lots AS (
    SELECT
        of_items.* EXCLUDE (product, matched_by),
        of_items.product AS own_product,
        coalesce(matches.product, of_items.product) AS product,
        CASE WHEN matches.product IS NULL THEN of_items.matched_by ELSE 'hand' END AS matched_by,
        CASE
            WHEN of_items.in_packs THEN coalesce(pack_sizes.pack_size, master.pack_size, 1)
            ELSE 1
        END AS pieces,
        of_items.in_packs AND coalesce(pack_sizes.pack_size, master.pack_size) IS NULL
            AS lacks_pack_size
    FROM of_items
    LEFT JOIN matches ON matches.item = of_items.item
    LEFT JOIN master ON master.product = coalesce(matches.product, of_items.product)
    LEFT JOIN pack_sizes ON pack_sizes.product = coalesce(matches.product, of_items.product)
),
pieces AS (
    SELECT DISTINCT item, own_product, in_packs, product, pieces FROM lots
),
arriving AS (
    SELECT product, list(struct_pack("day" := eta, units := units)) AS arrivals
    FROM (
        SELECT
            pieces.product,
            incoming.eta,
            CAST(sum(incoming.units * pieces.pieces) AS BIGINT) AS units
        FROM (
            SELECT item, product, in_packs, eta, sum(incoming) AS units
            FROM lying
            WHERE incoming <> 0
            GROUP BY item, product, in_packs, eta
        ) AS incoming
        INNER JOIN pieces
            ON pieces.item = incoming.item
            AND pieces.own_product = incoming.product
            AND pieces.in_packs = incoming.in_packs
        GROUP BY pieces.product, incoming.eta
    ) AS by_day
    GROUP BY product
),
counts AS (
    SELECT item, product, in_packs, warehouse, counted_at, import_id
    FROM lying
    WHERE counted IS NOT NULL
),
held_lists AS (
    SELECT lists.warehouse, max(imports.imported_at) AS imported_at
    FROM (
        SELECT DISTINCT warehouse, import_id FROM lying WHERE on_hand IS NOT NULL
    ) AS lists
    INNER JOIN imports ON imports.import_id = lists.import_id
    GROUP BY lists.warehouse
),
count_lists AS (
    SELECT
        lists.warehouse,
        lists.import_id,
        coalesce(bool_or(held_lists.imported_at > imports.imported_at), false) AS is_outdated
    FROM (SELECT DISTINCT warehouse, import_id FROM counts) AS lists
    INNER JOIN imports ON imports.import_id = lists.import_id
    LEFT JOIN held_lists
        ON coalesce(held_lists.warehouse = lists.warehouse, true)
    GROUP BY lists.warehouse, lists.import_id
),
counted AS (
    SELECT
        pieces.product,
        bool_or(count_lists.is_outdated) AS is_outdated,
        list(DISTINCT counts.import_id) FILTER (WHERE counts.counted_at IS NULL) AS undated_counts
    FROM counts
    INNER JOIN count_lists
        ON count_lists.import_id = counts.import_id
        AND count_lists.warehouse IS NOT DISTINCT FROM counts.warehouse
    INNER JOIN pieces
        ON pieces.item = counts.item
        AND pieces.own_product = counts.product
        AND pieces.in_packs = counts.in_packs
    GROUP BY pieces.product
),
compared AS (
    SELECT
        lying.item,
        lying.product,
        lying.in_packs,
        lying.on_hand,
        lying.counted,
        CASE
            WHEN bool_and(warehouse IS NOT NULL) OVER (PARTITION BY item) THEN warehouse
        END AS warehouse,
        CASE WHEN bool_and(spec IS NOT NULL) OVER (PARTITION BY item) THEN spec END AS spec
    FROM lying
    WHERE
        coalesce(on_hand, counted) IS NOT NULL
        AND item IN (SELECT item FROM counts)
),
books AS (
    SELECT
        pieces.product,
        CAST(
            sum(held.on_hand * pieces.pieces) FILTER (WHERE places.item IS NOT NULL) AS BIGINT
        ) AS on_hand,
        bool_or(held.on_hand <> 0 AND places.item IS NULL) AS lacks_counts
    FROM compared AS held
    LEFT JOIN (
        SELECT DISTINCT item, warehouse, spec FROM compared WHERE counted IS NOT NULL
    ) AS places
        ON places.item = held.item
        AND places.warehouse IS NOT DISTINCT FROM held.warehouse
        AND places.spec IS NOT DISTINCT FROM held.spec
    INNER JOIN pieces
        ON pieces.item = held.item
        AND pieces.own_product = held.product
        AND pieces.in_packs = held.in_packs
    GROUP BY pieces.product
),
stocked AS (
    SELECT
        product,
        max(title) AS title,
        max(category) AS category,
        CAST(sum(on_hand * pieces) AS BIGINT) AS on_hand,
        CAST(sum(available * pieces) AS BIGINT) AS available,
        CAST(sum(on_hand_on_sale * pieces) AS BIGINT) AS on_hand_on_sale,
        CAST(sum(reserved * pieces) AS BIGINT) AS reserved,
        CAST(sum(counted * pieces) AS BIGINT) AS counted,
        CAST(min(counted_at) AS DATE) AS counted_on,
        coalesce(bool_or(places > 0 AND item NOT IN (SELECT item FROM counts)), false)
            AS holds_uncounted_items,
        max(unit_cost) AS unit_cost,
        max(list_price) AS list_price,
        max(supplier) AS supplier,
        max(lead_time_days) AS lead_time_days,
        bool_or(is_main) AS is_main,
        string_agg(warehouses, chr(10)) AS warehouses,
        string_agg(locations, chr(10)) AS locations,
        CAST(coalesce(sum(places), 0) AS BIGINT) AS places,
        list(DISTINCT matched_by) FILTER (WHERE matched_by IS NOT NULL) AS matched_by,
        CAST(sum(negative_rows) AS BIGINT) AS negative_rows,
        CAST(coalesce(sum(rows) FILTER (WHERE lacks_pack_size), 0) AS BIGINT)
            AS rows_without_pack_size
    FROM lots
    GROUP BY product
)
SELECT
    coalesce(stocked.product, master.product) AS product,
    coalesce(master.title, stocked.title) AS title,
    coalesce(master.category, stocked.category) AS category,
    stocked.on_hand,
    stocked.available,
    stocked.on_hand_on_sale,
    stocked.reserved,
    coalesce(arriving.arrivals, []) AS arrivals,
    stocked.counted,
    CASE WHEN NOT counted.is_outdated THEN coalesce(books.on_hand, 0) END AS book_when_counted,
    counted.product IS NOT NULL
        AND NOT coalesce(books.lacks_counts, false)
        AND NOT stocked.holds_uncounted_items AS is_counted_whole,
    stocked.counted_on,
    coalesce(counted.undated_counts, []) AS undated_counts,
    coalesce(master.unit_cost, stocked.unit_cost) AS unit_cost,
    coalesce(master.list_price, stocked.list_price) AS list_price,
    coalesce(master.supplier, stocked.supplier) AS supplier,
    coalesce(master.lead_time_days, stocked.lead_time_days) AS lead_time_days,
    master.min_order_quantity,
    master.pack_size,
    master.volume_ml,
    stocked.is_main AS is_marked_main,
    coalesce(stocked.warehouses, '') AS warehouses,
    coalesce(stocked.locations, '') AS locations,
    list_sort(coalesce(stocked.matched_by, [])) AS matched_by,
    coalesce(stocked.places, 0) AS places,
    coalesce(stocked.negative_rows, 0) AS negative_rows,
    coalesce(stocked.rows_without_pack_size, 0) AS rows_without_pack_size
FROM stocked
FULL OUTER JOIN master ON master.product = stocked.product
LEFT JOIN counted ON counted.product = stocked.product
LEFT JOIN books ON books.product = stocked.product
LEFT JOIN arriving ON arriving.product = stocked.product
WHERE coalesce(stocked.product, master.product) IS NOT NULL
ORDER BY 1
