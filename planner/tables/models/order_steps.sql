-- order_steps: how far the orders came that were placed in an hour, whenever they came there.
-- grain: one row an hour of placing and province
-- columns: hour_start TIMESTAMP, province VARCHAR, orders_placed BIGINT, orders_paid BIGINT,
--   shipping_told BIGINT, orders_shipped BIGINT, receipt_told BIGINT, orders_received BIGINT,
--   orders_sent_back BIGINT, orders_refunded BIGINT, orders_refunded_whole BIGINT,
--   paid_before_placed BIGINT, paid_at_once BIGINT, gross_amount DECIMAL(18,2), paid_amount DECIMAL(18,2),
--   refund_amount DECIMAL(18,2)
-- note: An order counts in the hour it was placed in, so that no level holds more than the one above
--   it. shipping_told and receipt_told are the paid orders of lists that tell of any order that it
--   left, or that it arrived: of other lists neither is known. Of those whose receipt is told,
--   orders_received arrived, orders_sent_back were closed or given back whole, and the rest is on
--   its way. orders_refunded had anything given back, orders_refunded_whole all that was paid.
--   paid_before_placed counts clocks that run backwards, paid_at_once orders paid in the second they
--   were placed: where all are, the list has one time for both, and may hold paid orders alone.
WITH telling AS (
    SELECT
        import_id,
        bool_or(shipped_at IS NOT NULL OR status IN ('shipped', 'completed')) AS shipping,
        bool_or(received_at IS NOT NULL OR status = 'completed') AS receipt
    FROM orders
    GROUP BY import_id
),
steps AS (
    SELECT
        date_trunc('hour', orders.created_at) AS hour_start,
        orders.province,
        orders.paid_at IS NOT NULL AS is_paid,
        telling.shipping,
        telling.receipt,
        orders.status IN ('refunded', 'closed') AS is_sent_back,
        orders.shipped_at IS NOT NULL
            OR orders.received_at IS NOT NULL
            OR orders.status IN ('shipped', 'completed') AS is_shipped,
        (orders.received_at IS NOT NULL OR orders.status = 'completed')
            AND orders.status NOT IN ('refunded', 'closed') AS is_received,
        orders.paid_at < orders.created_at AS is_backwards,
        orders.paid_at = orders.created_at AS is_at_once,
        orders.gross_amount,
        orders.paid_amount,
        orders.refund_amount
    FROM orders
    INNER JOIN telling ON telling.import_id IS NOT DISTINCT FROM orders.import_id
    WHERE orders.created_at IS NOT NULL AND NOT orders.is_return
)
SELECT
    hour_start,
    province,
    count(*) AS orders_placed,
    count(*) FILTER (WHERE is_paid) AS orders_paid,
    count(*) FILTER (WHERE is_paid AND shipping) AS shipping_told,
    count(*) FILTER (WHERE is_paid AND shipping AND is_shipped) AS orders_shipped,
    count(*) FILTER (WHERE is_paid AND receipt) AS receipt_told,
    count(*) FILTER (WHERE is_paid AND receipt AND is_received) AS orders_received,
    count(*) FILTER (WHERE is_paid AND receipt AND is_sent_back) AS orders_sent_back,
    count(*) FILTER (WHERE is_paid AND refund_amount > 0) AS orders_refunded,
    count(*) FILTER (WHERE is_paid AND refund_amount > 0 AND refund_amount >= paid_amount)
        AS orders_refunded_whole,
    count(*) FILTER (WHERE is_backwards) AS paid_before_placed,
    count(*) FILTER (WHERE is_at_once) AS paid_at_once,
    CAST(coalesce(sum(gross_amount), 0) AS DECIMAL(18,2)) AS gross_amount,
    CAST(coalesce(sum(paid_amount) FILTER (WHERE is_paid), 0) AS DECIMAL(18,2)) AS paid_amount,
    CAST(coalesce(sum(refund_amount) FILTER (WHERE is_paid), 0) AS DECIMAL(18,2))
        AS refund_amount
FROM steps
GROUP BY 1, 2
ORDER BY 1, 2
