-- statuses: what each text means, be it a status or the latest event of a parcel.
-- grain: one row a different text
-- columns: text VARCHAR, status VARCHAR
SELECT
    texts.text,
    arg_min(words.status, words.rank) AS status
FROM (
    SELECT text_of(status) AS text FROM (SELECT DISTINCT status FROM cells) AS cells_of_status
    UNION
    SELECT text_of(latest_event) AS text
    FROM (SELECT DISTINCT latest_event FROM cells) AS cells_of_event
) AS texts
LEFT JOIN status_words AS words ON contains(lower(texts.text), words.word)
WHERE texts.text IS NOT NULL
GROUP BY texts.text
