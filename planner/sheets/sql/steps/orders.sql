-- orders: the canonical orders.
-- kept: parquet
-- grain: one row an order
-- columns: order_id VARCHAR, buyer_id VARCHAR, created_at TIMESTAMP, paid_at TIMESTAMP,
--   shipped_at TIMESTAMP, received_at TIMESTAMP, status VARCHAR, gross_amount DECIMAL(18,2),
--   paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), shipping_fee DECIMAL(18,2),
--   discount DECIMAL(18,2), seller_received DECIMAL(18,2), province VARCHAR, city VARCHAR,
--   item_count BIGINT, is_return BOOLEAN, source_row BIGINT, import_id VARCHAR
-- note: Paid means a payment time. Where a single one is missing, an amount and a status that say
--   paid stand in for it; where the sheet has none at all, status and amount decide. The time is
--   then that of placing. paid_amount is what came in before refunds; 0 where unpaid. Where no
--   column tells refunds, an order whose status says refunded was refunded whole.
WITH payments AS (
    SELECT
        order_rows.*,
        facts.net_of_refunds,
        facts.emptied_by_refunds,
        facts.has_refund,
        CASE
            WHEN order_rows.paid_at IS NOT NULL THEN order_rows.paid_at
            WHEN has_paid_at
                THEN CASE
                    WHEN says_paid(status, is_closed) AND coalesce(paid_amount, gross_amount) > 0
                        THEN created_at
                END
            WHEN says_unpaid(status, is_closed) AND coalesce(refund_amount, 0) <= 0 THEN NULL
            WHEN says_paid(status, is_closed) THEN created_at
            WHEN NOT has_paid_amount THEN created_at
            WHEN paid_amount > 0 OR refund_amount > 0 THEN created_at
        END AS payment
    FROM order_rows
    CROSS JOIN facts
),
received AS (
    SELECT
        *,
        CAST(
            CASE
                WHEN payment IS NULL THEN 0
                WHEN
                    refund_amount > 0
                    AND NOT is_return
                    AND (net_of_refunds OR (emptied_by_refunds AND paid_amount = 0))
                    THEN coalesce(
                        paid_amount + refund_amount, gross_amount - coalesce(closed_amount, 0), 0
                    )
                ELSE coalesce(paid_amount, gross_amount - coalesce(closed_amount, 0), 0)
            END AS DECIMAL(18, 2)
        ) AS money_in,
        refund_amount AS told_back
    FROM payments
),
given_back AS (
    SELECT
        *,
        coalesce(
            told_back, CASE WHEN status = 'refunded' AND NOT has_refund THEN money_in END, 0
        ) AS money_back
    FROM received
)
SELECT
    order_id,
    buyer_of(buyer_text, settings.hash_key, settings.hash_buyers) AS buyer_id,
    coalesce(created_at, payment) AS created_at,
    payment AS paid_at,
    shipped_at,
    received_at,
    CASE
        WHEN payment IS NOT NULL AND money_back >= money_in AND money_back > 0
            THEN 'refunded'
        WHEN is_closed THEN 'closed'
        WHEN status IS NOT NULL THEN status
        WHEN payment IS NULL THEN 'placed'
        WHEN received_at IS NOT NULL THEN 'completed'
        WHEN shipped_at IS NOT NULL THEN 'shipped'
        ELSE 'paid'
    END AS status,
    coalesce(gross_amount, paid_amount) AS gross_amount,
    money_in AS paid_amount,
    CAST(money_back AS DECIMAL(18, 2)) AS refund_amount,
    shipping_fee,
    discount,
    seller_received,
    province,
    city,
    item_count,
    is_return,
    source_row,
    settings.import_id
FROM given_back
CROSS JOIN settings
