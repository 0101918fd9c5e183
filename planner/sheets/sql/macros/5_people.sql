-- Buyers: an id is kept, a masked one is none, an e-mail or phone becomes a keyed hash.

CREATE MACRO is_masked(text) AS contains(text, '***');

-- Also where it stands among other text; what is longer than any name or goes over lines is none.
CREATE MACRO is_contact(text) AS
    length(text) > 60
    OR regexp_matches(
        text,
        '[^@\s]@[^@\s]|\n|(?:^|\D)(?:86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?:\D|$)'
        || '|\+\d[\d \-()]{6,}\d|(?:^|\D)0\d{2,3}[)\- ]\d{7,8}(?:\D|$)'
        || '|(?:^|\D)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?:\D|$)'
    );

CREATE MACRO keyed_hash(text, key) AS
    'h:' || left(sha256(key || sha256(key || lower(text))), 32);

CREATE MACRO buyer_of(text, key, hash_all) AS
    CASE
        WHEN text IS NULL OR is_masked(text) THEN NULL
        WHEN hash_all OR is_contact(text) THEN keyed_hash(text, key)
        ELSE text
    END;

-- Text of a cell that may be shown: contacts in it are covered.
CREATE MACRO showable(text) AS left(contacts_covered(text), 60);
