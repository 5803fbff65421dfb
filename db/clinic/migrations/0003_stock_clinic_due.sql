CREATE TABLE lot (
  lot_id             TEXT PRIMARY KEY,
  vaccine            TEXT NOT NULL,
  product            TEXT NOT NULL,
  maker              TEXT NOT NULL,
  specification      TEXT NOT NULL,
  lot_number         TEXT NOT NULL,
  expires_on         TEXT NOT NULL,
  doses_on_hand      INTEGER NOT NULL,
  doses_per_vial     INTEGER NOT NULL,
  release_number     TEXT NOT NULL,
  product_identifier TEXT NOT NULL,
  quarantined        INTEGER NOT NULL,
  wasted_doses       INTEGER NOT NULL
) STRICT;
CREATE INDEX lot_by_vaccine ON lot (vaccine, expires_on);
CREATE INDEX lot_by_identifier ON lot (product_identifier);
CREATE INDEX lot_by_number ON lot (lot_number);

-- Vial codes this clinic has met: learnt for a lot, or used up with a dose.
CREATE TABLE lot_code (
  lot_id TEXT    NOT NULL,
  code   TEXT    NOT NULL,
  used   INTEGER NOT NULL,
  PRIMARY KEY (code, lot_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_code_by_lot ON lot_code (lot_id);

-- Opened multi-dose vials whose rest is still to be used or thrown away.
CREATE TABLE open_vial (
  vial_id    TEXT PRIMARY KEY,
  lot_id     TEXT    NOT NULL,
  code       TEXT    NOT NULL,
  opened_at  TEXT    NOT NULL,
  minutes    INTEGER NOT NULL,
  doses_left INTEGER NOT NULL
) STRICT;
CREATE INDEX open_vial_by_lot ON open_vial (lot_id);

CREATE TABLE clinic (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  unit_code  TEXT NOT NULL,
  name       TEXT NOT NULL,
  phone      TEXT NOT NULL,
  villages   TEXT NOT NULL,                  -- JSON list
  practice   INTEGER NOT NULL,
  county_key TEXT NOT NULL
) STRICT;

CREATE TABLE user_account (
  user_id       TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  role          TEXT NOT NULL,
  may_vaccinate INTEGER NOT NULL,
  retired       INTEGER NOT NULL
) STRICT;

-- Half-filled forms of this workstation, kept over a power cut. Not part of the record; emptied when saved.
CREATE TABLE form_draft (
  form     TEXT PRIMARY KEY,                -- which form: `visit:<id>`, `person:new` …
  user_id  TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  content  BLOB NOT NULL                    -- as the form writes itself, JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  device_id  TEXT PRIMARY KEY,
  desk       TEXT NOT NULL,
  public_key TEXT NOT NULL
) STRICT;

-- Cache of what each person needs, for lists only: at the needle the engine is always asked afresh.
CREATE TABLE due_state (
  person_id   TEXT PRIMARY KEY,
  assessed_on TEXT NOT NULL,
  edition     TEXT NOT NULL,
  next_change TEXT                           -- first day on which the answer could differ
) STRICT, WITHOUT ROWID;
CREATE TABLE due (
  person_id     TEXT NOT NULL,
  series        TEXT NOT NULL,
  status        TEXT NOT NULL,
  dose_number   INTEGER,
  vaccine       TEXT,
  earliest      TEXT,
  finish_before TEXT,
  PRIMARY KEY (person_id, series)
) STRICT, WITHOUT ROWID;
-- Wide enough that who is late is read from the index alone; the person table then costs the only jump a line.
CREATE INDEX due_by_status ON due (status, finish_before, earliest, dose_number, vaccine);
