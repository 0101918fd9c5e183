-- judged: which rows are kept, and why the others are not.
-- grain: one row a row of typed
-- columns: source_row BIGINT, code VARCHAR
-- note: code is null for rows that are kept.
WITH alone AS (
    SELECT
        typed.source_row,
        typed.content,
        typed.order_id,
        typed.line_id,
        settings.kind,
        CASE
            WHEN typed.is_header THEN 'repeated_header'
            WHEN
                typed.created_at IS NULL
                AND (
                    is_total(typed.lead)
                    OR (is_total(typed.order_id) AND NOT regexp_matches(typed.order_id, '\d'))
                )
                THEN 'total_row'
            WHEN typed.order_id IS NULL THEN 'no_order_id'
            WHEN
                settings.has_orders
                AND typed.created_at IS NULL
                AND NOT is_nothing(cells.created_at)
                THEN 'bad_date'
            WHEN
                settings.has_items
                AND typed.quantity IS NULL
                AND (NOT settings.has_orders OR NOT is_nothing(cells.quantity))
                THEN 'bad_quantity'
            WHEN
                settings.has_orders
                AND coalesce(typed.gross_amount, typed.goods_amount, typed.paid_amount) IS NULL
                AND NOT is_nothing(
                    coalesce(
                        cells.gross_amount,
                        cells.goods_amount,
                        cells.paid_amount
                    )
                )
                THEN 'bad_amount'
        END AS code
    FROM typed
    INNER JOIN cells ON cells.source_row = typed.source_row
    CROSS JOIN settings
),
ranked AS (
    SELECT
        *,
        CASE
            WHEN code IS NULL AND (line_id IS NOT NULL OR kind = 'orders')
                THEN row_number() OVER same_key
        END AS place,
        first_value(content) OVER same_key AS first_content
    FROM alone
    WINDOW same_key AS (
        PARTITION BY code IS NULL, CASE WHEN kind = 'orders' THEN order_id ELSE line_id END
        ORDER BY source_row
    )
)
SELECT
    source_row,
    CASE
        WHEN code IS NOT NULL THEN code
        WHEN place > 1 AND (kind <> 'orders' OR content = first_content) THEN 'duplicate'
        WHEN place > 1 THEN 'duplicate_order_id'
    END AS code
FROM ranked
ORDER BY source_row
