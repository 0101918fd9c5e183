-- parcels_rejected: rows that become no parcel, with the cell that is to blame.
-- grain: one row a rejected row of those that are looked up
-- columns: source_row BIGINT, code VARCHAR, field VARCHAR, value VARCHAR
SELECT
    source_row,
    code,
    CASE WHEN code = 'older_event' THEN 'updated_at' END AS field,
    CASE WHEN code = 'older_event' THEN updated_at END AS value
FROM rejected_cells
