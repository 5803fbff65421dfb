-- The county's receipts as they came, and what the newest says of entries that did not change its tables.
CREATE TABLE receipt (
  number    INTEGER PRIMARY KEY,              -- the county's own count of receipts for this clinic
  issued_at TEXT NOT NULL,                    -- by the county's clock
  taken_at  TEXT NOT NULL,
  bytes     BLOB NOT NULL
) STRICT;

CREATE TABLE pending_entry (
  entry_id TEXT PRIMARY KEY,
  seq      INTEGER NOT NULL,
  state    TEXT NOT NULL,                     -- held or disputed
  reason   TEXT NOT NULL,
  answer   TEXT NOT NULL                      -- what the county says to it
) STRICT, WITHOUT ROWID;
