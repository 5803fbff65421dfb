-- The county hub. Written for SQLite; for PostgreSQL the store reads BIGINT for INTEGER, BYTEA for BLOB, and no STRICT.

-- One row: how far the county has counted. Every number is given by the one applier, in the order of its commits.
CREATE TABLE county (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  last_hub_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE clinic (
  unit_code      TEXT PRIMARY KEY,
  name           TEXT NOT NULL,
  enrolled_at    TEXT NOT NULL,
  receipt_number INTEGER NOT NULL             -- of the newest receipt made for it
) STRICT;

-- A workstation. 'waiting': it sent a package and nobody has admitted it; 'admitted'; 'revoked'.
CREATE TABLE device (
  device        TEXT PRIMARY KEY,
  unit_code     TEXT NOT NULL,                -- empty while it waits
  public_key    TEXT NOT NULL,                -- hex Ed25519
  state         TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  admitted_at   TEXT NOT NULL                 -- empty while it waits
) STRICT;

CREATE TABLE stream (
  device       TEXT    NOT NULL,
  incarnation  TEXT    NOT NULL,
  held_seq     INTEGER NOT NULL,
  held_hash    BLOB    NOT NULL,
  applied_seq  INTEGER NOT NULL,
  applied_hash BLOB    NOT NULL,
  state        TEXT    NOT NULL,              -- 'open', or 'forked': nothing more is applied until a person looked
  last_seen_at TEXT    NOT NULL,
  PRIMARY KEY (device, incarnation)
) STRICT;

-- The bytes as written. hub_seq is empty until the entry was applied; verdict: 'staged', 'taken', 'held', 'disputed', 'closed'.
CREATE TABLE entry (
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  hash        BLOB    NOT NULL,
  id          TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  subject     TEXT    NOT NULL,
  bytes       BLOB    NOT NULL,
  received_at TEXT    NOT NULL,
  hub_seq     INTEGER,
  verdict     TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  answer      TEXT    NOT NULL,
  PRIMARY KEY (device, incarnation, seq)
) STRICT;

CREATE UNIQUE INDEX entry_by_hub_seq ON entry (hub_seq);
CREATE INDEX entry_by_id ON entry (id);
CREATE INDEX entry_by_subject ON entry (subject, hub_seq);
CREATE INDEX entry_pending ON entry (verdict, received_at) WHERE verdict <> 'taken';

-- Which entry waits for which that has not arrived yet.
CREATE TABLE waits_for (
  cause       TEXT    NOT NULL,
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  PRIMARY KEY (cause, device, incarnation, seq)
) STRICT;

-- Other bytes at a place that is taken: a copied workstation, or tampering. Kept as they came.
CREATE TABLE fork_evidence (
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  hash        BLOB    NOT NULL,
  bytes       BLOB    NOT NULL,
  seen_at     TEXT    NOT NULL,
  PRIMARY KEY (device, incarnation, seq, hash)
) STRICT;

-- Packages read from sticks; only whole ones are named in receipts.
CREATE TABLE package (
  stem        TEXT    NOT NULL,
  device      TEXT    NOT NULL,
  unit_code   TEXT    NOT NULL,
  is_whole    INTEGER NOT NULL,
  entries     INTEGER NOT NULL,
  received_at TEXT    NOT NULL,
  PRIMARY KEY (stem, device)
) STRICT;

-- Folded from the entries that were taken: thrown away and made anew whenever wanted.
CREATE TABLE person (
  person_id  TEXT PRIMARY KEY,
  unit_code  TEXT NOT NULL,                   -- the clinic that registered the person
  name       TEXT NOT NULL,
  sex        TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  village    TEXT NOT NULL,
  doses      INTEGER NOT NULL,
  card       BLOB NOT NULL,                   -- the whole card, spelled in one way only
  digest     BLOB NOT NULL
) STRICT;

CREATE INDEX person_by_clinic ON person (unit_code, person_id);

CREATE TABLE dose (
  dose_id   TEXT PRIMARY KEY,
  person_id TEXT    NOT NULL,
  vaccine   TEXT    NOT NULL,
  given_on  TEXT    NOT NULL,
  unit_code TEXT    NOT NULL,                 -- the clinic that wrote it
  counts    INTEGER NOT NULL                  -- 0 when voided, or told by word of mouth alone
) STRICT;

CREATE INDEX dose_by_person ON dose (person_id);
CREATE INDEX dose_by_clinic ON dose (unit_code, given_on);

-- People about whom something was taken since their rows were made: folded anew before anything is confirmed.
CREATE TABLE to_fold (
  subject TEXT PRIMARY KEY
) STRICT;

-- Ids that entries gave to doses, visits and the like, and whose they are: nobody takes over what belongs to another.
CREATE TABLE claim (
  id      TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  device  TEXT NOT NULL                       -- who gave it
) STRICT;

-- What the operator did and when; never a child's name.
CREATE TABLE operator_log (
  number INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,
  action TEXT NOT NULL,
  what   TEXT NOT NULL
) STRICT;
