"""Fixed colours for fixed things, the same in charts and in the workbook."""

PLAN = "#6D4AFF"
LAST_YEAR = "#8A8F98"
NEW_CUSTOMERS = "#2F6FDE"
RETURNING_CUSTOMERS = "#0F9D8A"
READY = "#1E8E4E"
AT_RISK = "#B26B00"
NOT_READY = "#C62F2F"
