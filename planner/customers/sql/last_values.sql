-- last_values: customers by what they paid on the last day with a purchase.
-- grain: one row a band of amounts
-- columns: band BIGINT, customers BIGINT, last_amount DECIMAL(18,2), paid_amount DECIMAL(18,2)
-- uses: customer_facts
-- parameters: $band_width DECIMAL(18,2), $bands BIGINT
-- sample: $band_width = 50, $bands = 12
-- note: band n holds amounts from n to n + 1 widths; the last of the bands all that is more.
SELECT
    CAST(
        least(
            floor(last_amount / CAST($band_width AS DECIMAL(18,2))), CAST($bands AS BIGINT) - 1
        ) AS BIGINT
    ) AS band,
    count(*) AS customers,
    CAST(sum(last_amount) AS DECIMAL(18,2)) AS last_amount,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount
FROM customer_facts
GROUP BY 1
ORDER BY 1
