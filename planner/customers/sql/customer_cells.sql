-- customer_cells: how many buyers are alike in all that a plan tells them apart by.
-- grain: one row a combination of groups, purchases and times
-- columns: stage VARCHAR, last_order VARCHAR, is_good BOOLEAN, is_unpaid BOOLEAN,
--   in_return BOOLEAN, full_price BOOLEAN, answered BOOLEAN, unsubscribed BOOLEAN,
--   repeats BIGINT, last_step BIGINT, observed_step BIGINT,
--   customers BIGINT, paid_amount DECIMAL(18,2), last_amount DECIMAL(18,2)
-- uses: customer_states
-- parameters: $step_days BIGINT
-- sample: $step_days = 1
-- note: repeats, last_step and observed_step are x, t_x and T of BG/NBD, the times in steps of so
--   many days; null for prospects. paid_amount is all that was paid, last_amount what on the last
--   days.
SELECT
    stage,
    last_order,
    is_good,
    is_unpaid,
    in_return,
    full_price,
    answered,
    unsubscribed,
    CASE WHEN days_bought > 0 THEN days_bought - 1 END AS repeats,
    CAST(round((last_day - first_day) / $step_days) AS BIGINT) AS last_step,
    CAST(round((CAST($until AS DATE) - first_day) / $step_days) AS BIGINT) AS observed_step,
    count(*) AS customers,
    CAST(sum(paid_amount) AS DECIMAL(18,2)) AS paid_amount,
    CAST(sum(last_amount) AS DECIMAL(18,2)) AS last_amount
FROM customer_states
GROUP BY ALL
ORDER BY ALL
