-- Certificates that left the house; the paper itself stands in the entry.
CREATE TABLE certificate (
  certificate_id TEXT PRIMARY KEY,
  person_id      TEXT    NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  paper          TEXT    NOT NULL,
  number         TEXT    NOT NULL,
  issued_on      TEXT    NOT NULL,
  issued_at      TEXT    NOT NULL,
  issued_by      TEXT    NOT NULL,
  key_id         TEXT    NOT NULL,
  content_hash   TEXT    NOT NULL,
  result         TEXT    NOT NULL,
  dose_ids       TEXT    NOT NULL,              -- JSON list
  reprints       INTEGER NOT NULL
) STRICT;
CREATE INDEX certificate_by_person ON certificate (person_id);
CREATE INDEX certificate_by_number ON certificate (number);

-- What the county says about the keys of its clinics, as its signed file came. Not part of the record.
CREATE TABLE trust_list (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  sequence    INTEGER NOT NULL,
  imported_at TEXT    NOT NULL,
  stored      BLOB    NOT NULL
) STRICT;
