-- Buyers: an id is kept, a masked one is none, an e-mail or phone becomes a keyed hash.

CREATE MACRO is_masked(text) AS contains(text, '***');

CREATE MACRO is_contact(text) AS
    regexp_full_match(text, '[^@\s]+@[^@\s]+')
    OR regexp_full_match(text, '(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}')
    OR regexp_full_match(text, '\+\d[\d \-()]{6,}\d')
    OR regexp_full_match(text, '0\d{2,3}[- ]\d{7,8}');

CREATE MACRO keyed_hash(text, key) AS
    'h:' || left(sha256(key || sha256(key || lower(text))), 32);

CREATE MACRO buyer_of(text, key, hash_all) AS
    CASE
        WHEN text IS NULL OR is_masked(text) THEN NULL
        WHEN hash_all OR is_contact(text) THEN keyed_hash(text, key)
        ELSE text
    END;

-- Text of a cell that may be shown: contacts in it are covered.
CREATE MACRO showable(text) AS
    left(
        regexp_replace(
            regexp_replace(text, '[^@\s]+@[^@\s]+', '***@***', 'g'),
            '(^|\D)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(\D|$)', '\1***\2', 'g'
        ),
        60
    );
