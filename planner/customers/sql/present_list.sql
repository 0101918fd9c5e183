-- present_list: one of the lists of those who buy presents, or for themselves, by id.
-- grain: one row a customer
-- columns: buyer_id VARCHAR, last_day VARCHAR
-- uses: present_buyers
-- parameters: $list VARCHAR, $interval_days BIGINT, $as_of DATE, $soon_days BIGINT, $most BIGINT
-- sample: $list = gift, $interval_days = 22, $as_of = 2026-11-14, $soon_days = 30, $most = 100
-- note: the lists are those of present_counts.
SELECT buyer_id, CAST(last_day AS VARCHAR) AS last_day
FROM present_buyers
WHERE CASE
    WHEN $list = 'gift' THEN is_gift
    WHEN $list NOT IN ('due', 'soon', 'later') THEN is_gift AND contains(occasions, ';' || $list || ';')
    WHEN is_gift THEN false
    WHEN last_day + CAST($interval_days AS INTEGER) <= CAST($as_of AS DATE) THEN $list = 'due'
    WHEN
        last_day + CAST($interval_days AS INTEGER)
        <= CAST($as_of AS DATE) + CAST($soon_days AS INTEGER)
        THEN $list = 'soon'
    ELSE $list = 'later'
END
ORDER BY buyer_id
LIMIT $most
