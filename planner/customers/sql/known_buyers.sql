-- known_buyers: which of some ids stand in the order lists.
-- grain: one row a buyer
-- columns: buyer_id VARCHAR
-- parameters: $asked VARCHAR
-- sample: $asked = ann
-- note: asked are ids, one a line.
SELECT DISTINCT orders.buyer_id
FROM orders
SEMI JOIN (SELECT unnest(string_split($asked, chr(10))) AS buyer_id) AS asked
    ON asked.buyer_id = orders.buyer_id
