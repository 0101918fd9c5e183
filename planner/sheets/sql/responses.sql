-- responses: what each line of a list says of a buyer's answer; equal ones once.
-- grain: one row an id as it is written, an answer and a day
-- columns: buyer_id VARCHAR, hashed_id VARCHAR, response VARCHAR, day DATE, lines BIGINT
-- note: the tables raw, settings (hash_key) and answer_words (rank, pattern, response) are there, and
--   lines: source_row, buyer, said and moment as text. buyer_id is null where a line names nobody, or
--   a masked one. hashed_id is the id as it is kept where it is a contact or a name. response is
--   empty where the line tells of no answer, such as a message that was only delivered.
WITH told AS (
    SELECT
        id_of(buyer) AS buyer,
        said,
        lower(text_of(said)) AS words,
        CAST(time_of(moment, false, 8) AS DATE) AS day
    FROM lines
),
-- Few texts are different: each is judged once.
judged AS (
    SELECT
        words,
        coalesce(
            (
                SELECT arg_min(answer_words.response, answer_words.rank)
                FROM answer_words
                WHERE regexp_matches(texts.words, answer_words.pattern)
            ),
            'replied'
        ) AS response
    FROM (SELECT DISTINCT words FROM told WHERE words IS NOT NULL) AS texts
)
SELECT
    CASE WHEN NOT is_masked(told.buyer) THEN told.buyer END AS buyer_id,
    CASE
        WHEN starts_with(told.buyer, 'h:') THEN told.buyer
        WHEN NOT is_masked(told.buyer) THEN keyed_hash(told.buyer, settings.hash_key)
    END AS hashed_id,
    CASE
        WHEN told.said = '' THEN 'answered' ELSE coalesce(judged.response, '')
    END AS response,
    told.day,
    count(*) AS lines
FROM told
CROSS JOIN settings
LEFT JOIN judged ON judged.words = told.words
GROUP BY ALL
ORDER BY ALL
