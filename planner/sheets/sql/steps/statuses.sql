-- statuses: what each text in the status column means.
-- grain: one row a different text
-- columns: text VARCHAR, status VARCHAR
SELECT
    texts.text,
    arg_min(words.status, words.rank) AS status
FROM (SELECT DISTINCT text_of(status) AS text FROM cells WHERE text_of(status) IS NOT NULL) AS texts
LEFT JOIN status_words AS words ON contains(lower(texts.text), words.word)
GROUP BY texts.text
