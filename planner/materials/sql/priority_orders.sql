-- priority_orders: paid orders of the reference window that go to the priority cities.
-- grain: one row
-- columns: orders_with_place BIGINT, orders_with_city BIGINT, priority_orders BIGINT
-- parameters: $first_day DATE, $last_day DATE, $cities VARCHAR
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $cities = 北京
-- note: $cities are names joined by commas, in small letters and without 市; an order whose sheet
--   names no city is in neither of the last two counts. Of addresses cut to their province only the
--   four cities that are provinces name a city.
SELECT
    count(coalesce(city, province)) AS orders_with_place,
    count(city) AS orders_with_city,
    count(*) FILTER (
        WHERE list_contains(string_split($cities, ','), lower(city))
    ) AS priority_orders
FROM orders
WHERE paid_at >= $first_day AND paid_at < CAST($last_day AS DATE) + INTERVAL 1 DAY
