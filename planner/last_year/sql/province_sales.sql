-- province_sales: paid orders and revenue by province, in the event and on ordinary days.
-- grain: one row a province of the $row_count with most revenue, one for all others, and one for
--   orders whose province is unknown
-- columns: place BIGINT, province VARCHAR, provinces BIGINT, orders_paid BIGINT,
--   paid_amount DECIMAL(18,2), ordinary_orders BIGINT, ordinary_amount DECIMAL(18,2)
-- parameters: $first_day DATE, $last_day DATE, $ordinary_first DATE, $ordinary_last DATE,
--   $row_count BIGINT
-- sample: $first_day = 2026-11-07, $last_day = 2026-11-13, $ordinary_first = 2026-10-03,
--   $ordinary_last = 2026-10-30, $row_count = 10
-- note: place is 1 to $row_count, null for the others (provinces says how many they are) and 0
--   where the sheet names no province.
WITH sold AS (
    SELECT
        province,
        sum(orders_paid) FILTER (WHERE in_event) AS orders_paid,
        sum(paid_amount) FILTER (WHERE in_event) AS paid_amount,
        sum(orders_paid) FILTER (WHERE is_ordinary) AS ordinary_orders,
        sum(paid_amount) FILTER (WHERE is_ordinary) AS ordinary_amount
    FROM (
        SELECT
            province_days.*,
            day BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE) AS in_event,
            day BETWEEN CAST($ordinary_first AS DATE) AND CAST($ordinary_last AS DATE)
                AS is_ordinary
        FROM province_days
    ) AS days
    WHERE in_event OR is_ordinary
    GROUP BY province
),
ranked AS (
    SELECT
        sold.*,
        row_number() OVER (
            ORDER BY province IS NULL, paid_amount DESC NULLS LAST, province
        ) AS rank
    FROM sold
),
placed AS (
    SELECT
        ranked.*,
        CASE
            WHEN province IS NULL THEN 0
            WHEN rank <= CAST($row_count AS BIGINT) THEN rank
        END AS place
    FROM ranked
)
SELECT
    place,
    CASE WHEN place > 0 THEN max(province) END AS province,
    count(province) AS provinces,
    CAST(coalesce(sum(orders_paid), 0) AS BIGINT) AS orders_paid,
    CAST(coalesce(sum(paid_amount), 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(sum(ordinary_orders), 0) AS BIGINT) AS ordinary_orders,
    CAST(coalesce(sum(ordinary_amount), 0) AS DECIMAL(18,2)) AS ordinary_amount
FROM placed
GROUP BY place
ORDER BY min(rank)
