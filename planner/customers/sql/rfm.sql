-- rfm: customers by how lately, how often and how much they bought.
-- grain: one row a combination of scores
-- columns: recency BIGINT, frequency BIGINT, monetary BIGINT, customers BIGINT,
--   paid_amount DECIMAL(18,2)
-- uses: customer_facts
-- note: recency and monetary are fifths of the customers, 5 the latest and those who paid most;
--   equal values are never split. frequency is the number of days with a purchase, 5 = five or more.
WITH limits AS (
    SELECT
        quantile_disc(last_day, [0.2, 0.4, 0.6, 0.8]) AS days,
        quantile_disc(paid_amount, [0.2, 0.4, 0.6, 0.8]) AS amounts
    FROM customer_facts
)
SELECT
    CAST(1 + len(list_filter(limits.days, lambda one: last_day > one)) AS BIGINT) AS recency,
    least(days_bought, 5) AS frequency,
    CAST(1 + len(list_filter(limits.amounts, lambda one: paid_amount > one)) AS BIGINT) AS monetary,
    count(*) AS customers,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount
FROM customer_facts
CROSS JOIN limits
GROUP BY ALL
ORDER BY ALL
