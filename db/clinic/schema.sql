-- Generated from the migrations: python -m clinic_app.records.schema > db/clinic/schema.sql

CREATE TABLE aefi (
  aefi_id     TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  visit_id    TEXT NOT NULL,
  onset_at    TEXT NOT NULL,
  found_at    TEXT NOT NULL,
  report_by   TEXT NOT NULL,                 -- 48 hours after finding, 2 when serious
  reported_at TEXT,
  serious     INTEGER NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT;

CREATE INDEX aefi_by_deadline ON aefi (reported_at, report_by);

CREATE INDEX aefi_by_person ON aefi (person_id);

CREATE INDEX aefi_by_visit ON aefi (visit_id);

CREATE TABLE appointment (
  appointment_id TEXT PRIMARY KEY,
  person_id      TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  appointment_on TEXT NOT NULL,
  half_day       TEXT NOT NULL,
  vaccines       TEXT NOT NULL,              -- JSON list of codes
  visit_id       TEXT NOT NULL,
  cancel_reason  TEXT NOT NULL               -- empty while it stands
) STRICT;

CREATE INDEX appointment_by_day ON appointment (appointment_on);

CREATE INDEX appointment_by_person ON appointment (person_id);

CREATE TABLE booklet_mark (
  person_id  TEXT    NOT NULL,
  booklet_id TEXT    NOT NULL,               -- empty for the first booklet; another one after each reissue (补证)
  page       TEXT    NOT NULL,
  row        TEXT    NOT NULL,
  dose_id    TEXT    NOT NULL,               -- empty for the person's page, or when nobody knows for which dose
  layout     TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  how        TEXT    NOT NULL,               -- printed, handwritten
  marked_at  TEXT    NOT NULL,
  marked_by  TEXT    NOT NULL,
  PRIMARY KEY (person_id, page, row, dose_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX booklet_mark_by_dose ON booklet_mark (dose_id);

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

CREATE INDEX certificate_by_number ON certificate (number);

CREATE INDEX certificate_by_person ON certificate (person_id);

CREATE TABLE clinic (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  unit_code  TEXT NOT NULL,
  name       TEXT NOT NULL,
  phone      TEXT NOT NULL,
  villages   TEXT NOT NULL,                  -- JSON list
  practice   INTEGER NOT NULL,
  county_key TEXT NOT NULL
) STRICT;

CREATE TABLE device (
  device_id  TEXT PRIMARY KEY,
  desk       TEXT NOT NULL,
  public_key TEXT NOT NULL
) STRICT;

CREATE TABLE dose (
  dose_id         TEXT PRIMARY KEY,
  person_id       TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  vaccine         TEXT NOT NULL,
  given_on        TEXT NOT NULL,
  given_at        TEXT,
  source          TEXT NOT NULL,
  dose_number     INTEGER,
  product         TEXT NOT NULL,
  maker           TEXT NOT NULL,
  lot_id          TEXT,
  lot_number      TEXT NOT NULL,
  expires_on      TEXT,
  trace_code      TEXT NOT NULL,
  volume          TEXT NOT NULL,
  route           TEXT NOT NULL,
  site            TEXT NOT NULL,
  unit            TEXT NOT NULL,
  book            TEXT NOT NULL,
  page            TEXT NOT NULL,
  visit_id        TEXT,
  free            INTEGER NOT NULL,
  void_reason     TEXT NOT NULL,
  accepted_reason TEXT NOT NULL,
  recorded_at     TEXT NOT NULL,
  recorded_by     TEXT NOT NULL,
  vaccinator      TEXT NOT NULL,
  vial_id         TEXT NOT NULL,
  evidence        TEXT NOT NULL
) STRICT;

CREATE INDEX dose_by_day ON dose (given_on);

CREATE INDEX dose_by_person ON dose (person_id, given_on);

CREATE INDEX dose_by_trace_code ON dose (trace_code) WHERE trace_code <> '';

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

CREATE INDEX due_by_status ON due (status, finish_before, earliest, dose_number, vaccine);

CREATE TABLE due_state (
  person_id   TEXT PRIMARY KEY,
  edition     TEXT NOT NULL,
  rules       TEXT NOT NULL,                 -- stamp of everything the answer was made by, besides the card
  assessed_on TEXT NOT NULL,
  valid_until TEXT                           -- exclusive: the first day on which the answer could differ
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN
  SELECT RAISE(ABORT, 'an entry is never changed');
END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
  SELECT RAISE(ABORT, 'an entry is never deleted');
END;

CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM entry WHERE position = NEW.position)
  OR EXISTS (SELECT 1 FROM entry WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM entry WHERE stream = NEW.stream AND device = NEW.device
                                   AND incarnation = NEW.incarnation AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM entry WHERE draft = NEW.draft AND kind = NEW.kind)
BEGIN
  SELECT RAISE(ABORT, 'an entry is never replaced');
END;

CREATE TABLE entry (
  position    INTEGER PRIMARY KEY,          -- order of arrival at this desk
  id          TEXT    NOT NULL UNIQUE,
  kind        TEXT    NOT NULL,
  stream      TEXT    NOT NULL CHECK (stream IN ('shared', 'local')),
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  seq         INTEGER NOT NULL CHECK (seq >= 1),
  hash        BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
  subject     TEXT    NOT NULL,
  draft       TEXT,
  bytes       BLOB    NOT NULL,
  UNIQUE (stream, device, incarnation, seq)
) STRICT;

CREATE INDEX entry_by_subject ON entry (subject, position) WHERE stream = 'shared';

CREATE UNIQUE INDEX entry_one_per_draft ON entry (draft, kind) WHERE draft IS NOT NULL;

CREATE TABLE field_conflict (
  person_id  TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  field      TEXT NOT NULL,
  field_values TEXT NOT NULL,                -- JSON list of the rival values
  PRIMARY KEY (person_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_draft (
  form     TEXT PRIMARY KEY,                -- which form: `visit:<id>`, `person:new` …
  user_id  TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  content  BLOB NOT NULL                    -- as the form writes itself, JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE head (
  stream      TEXT    NOT NULL,
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  hash        BLOB    NOT NULL,
  signature   BLOB    NOT NULL,
  PRIMARY KEY (stream, device, incarnation)
) STRICT;

CREATE TABLE health_fact (
  fact_id   TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  what      TEXT NOT NULL,
  value     TEXT NOT NULL,
  fact_on   TEXT NOT NULL,
  vaccine   TEXT,
  source    TEXT NOT NULL
) STRICT;

CREATE INDEX health_fact_by_person ON health_fact (person_id);

CREATE TABLE installation (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  device      TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  desk        TEXT NOT NULL
) STRICT;

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

CREATE INDEX lot_by_identifier ON lot (product_identifier);

CREATE INDEX lot_by_number ON lot (lot_number);

CREATE INDEX lot_by_vaccine ON lot (vaccine, expires_on);

CREATE TABLE lot_code (
  lot_id TEXT    NOT NULL,
  code   TEXT    NOT NULL,
  used   INTEGER NOT NULL,
  PRIMARY KEY (code, lot_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX lot_code_by_lot ON lot_code (lot_id);

CREATE TABLE name_key (
  person_id TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  name_key  TEXT NOT NULL,
  PRIMARY KEY (name_key, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_key_by_person ON name_key (person_id);

CREATE TABLE open_vial (
  vial_id    TEXT PRIMARY KEY,
  lot_id     TEXT    NOT NULL,
  code       TEXT    NOT NULL,
  opened_at  TEXT    NOT NULL,
  minutes    INTEGER NOT NULL,
  doses_left INTEGER NOT NULL
) STRICT;

CREATE INDEX open_vial_by_lot ON open_vial (lot_id);

CREATE TABLE pending_entry (
  entry_id TEXT PRIMARY KEY,
  seq      INTEGER NOT NULL,
  state    TEXT NOT NULL,                     -- held or disputed
  reason   TEXT NOT NULL,
  answer   TEXT NOT NULL                      -- what the county says to it
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  person_id         TEXT PRIMARY KEY,
  registered        INTEGER NOT NULL,        -- 0: a stub, only later entries have arrived
  name              TEXT NOT NULL,
  sex               TEXT NOT NULL,
  birth_date        TEXT,
  guardian_name     TEXT NOT NULL,
  guardian_relation TEXT NOT NULL,
  phone             TEXT NOT NULL,
  village           TEXT NOT NULL,
  residence         TEXT NOT NULL,
  enrolment         TEXT NOT NULL,
  child_code        TEXT,
  booklet_number    TEXT,
  citizen_id        TEXT,
  birth_weight_g    INTEGER,
  mother_hbsag      TEXT
) STRICT;

CREATE INDEX person_by_birth_date ON person (birth_date);

CREATE INDEX person_by_booklet ON person (booklet_number);

CREATE INDEX person_by_child_code ON person (child_code);

CREATE INDEX person_by_citizen_id ON person (citizen_id);

CREATE INDEX person_by_phone_tail ON person (substr(phone, -4));

CREATE INDEX person_by_village ON person (village, birth_date);

CREATE TABLE planned_dose (
  planned_id       TEXT PRIMARY KEY,
  visit_id         TEXT NOT NULL REFERENCES visit (visit_id) DEFERRABLE INITIALLY DEFERRED,
  person_id        TEXT NOT NULL,
  vaccine          TEXT NOT NULL,
  dose_number      INTEGER NOT NULL,
  site             TEXT NOT NULL,
  state            TEXT NOT NULL,
  lot_id           TEXT,
  dose_id          TEXT,
  not_given_reason TEXT NOT NULL,
  instead_of       TEXT NOT NULL,            -- the free vaccine this paid one takes the place of
  price_fen        INTEGER NOT NULL,
  paid             INTEGER NOT NULL
) STRICT;

CREATE INDEX planned_dose_by_person ON planned_dose (person_id);

CREATE INDEX planned_dose_by_visit ON planned_dose (visit_id);

CREATE TABLE print_job (
  job_id     TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,                 -- which paper: `consent`, `observation_slip` ...
  state      TEXT NOT NULL CHECK (state IN ('queued', 'printing', 'printed', 'failed', 'cancelled', 'filed')),
  person_id  TEXT NOT NULL,                 -- whose, empty for a paper about nobody
  visit_id   TEXT NOT NULL,
  about      TEXT NOT NULL,                 -- ticket, month, village: what tells it from others of its kind
  pages      INTEGER NOT NULL,
  queued_at  TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  user_id    TEXT NOT NULL,
  printer    TEXT NOT NULL,                 -- where it went; empty while it waits, and for a file in the outbox
  file       TEXT NOT NULL,                 -- its name in the outbox, empty when it went to a printer
  problem    TEXT NOT NULL,                 -- why it failed
  missing    TEXT NOT NULL,                 -- characters no font draws, until the nurse says to print all the same
  again_of   TEXT NOT NULL,                 -- the job that is printed once more
  again_why  TEXT NOT NULL,
  pdf        BLOB                           -- NULL once it was dropped
) STRICT;

CREATE INDEX print_job_by_state ON print_job (state, queued_at);

CREATE INDEX print_job_by_time ON print_job (queued_at);

CREATE TABLE printer_choice (
  kind       TEXT PRIMARY KEY,
  printer    TEXT NOT NULL,
  paper      TEXT NOT NULL,                 -- `a4`, `roll_80` ...
  tray       TEXT NOT NULL,                 -- as the driver names it, empty for its own choice
  black_only INTEGER NOT NULL               -- no grey dots, for needle and heat printers
) STRICT, WITHOUT ROWID;

CREATE TABLE printer_fit (
  printer      TEXT    NOT NULL,
  feeding      TEXT    NOT NULL,             -- how the paper lies: `upright whole`, `turned_right first` …
  right_tenths INTEGER NOT NULL,             -- tenths of a millimetre
  down_tenths  INTEGER NOT NULL,
  scale        REAL    NOT NULL,
  turn_degrees REAL    NOT NULL,
  measured_at  TEXT    NOT NULL,
  measured_by  TEXT    NOT NULL,
  PRIMARY KEY (printer, feeding)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  number    INTEGER PRIMARY KEY,              -- the county's own count of receipts for this clinic
  issued_at TEXT NOT NULL,                    -- by the county's clock
  taken_at  TEXT NOT NULL,
  bytes     BLOB NOT NULL
) STRICT;

CREATE TABLE receipted (
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  held_seq    INTEGER NOT NULL DEFAULT 0,
  applied_seq INTEGER NOT NULL DEFAULT 0,
  confirmed_at TEXT,
  PRIMARY KEY (device, incarnation)
) STRICT;

CREATE TRIGGER rule_pack_is_never_changed BEFORE UPDATE ON rule_pack
BEGIN
  SELECT RAISE(ABORT, 'a rule pack is never changed');
END;

CREATE TRIGGER rule_pack_is_never_deleted BEFORE DELETE ON rule_pack
BEGIN
  SELECT RAISE(ABORT, 'a rule pack is never deleted');
END;

CREATE TABLE rule_pack (
  hash  TEXT PRIMARY KEY CHECK (length(hash) = 64),
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE trust_list (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  sequence    INTEGER NOT NULL,
  imported_at TEXT    NOT NULL,
  stored      BLOB    NOT NULL
) STRICT;

CREATE TABLE user_account (
  user_id       TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  role          TEXT NOT NULL,
  may_vaccinate INTEGER NOT NULL,
  retired       INTEGER NOT NULL
) STRICT;

CREATE TABLE vaccination_error (
  error_id    TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  dose_id     TEXT NOT NULL,
  error       TEXT NOT NULL,
  expected    TEXT NOT NULL,
  happened    TEXT NOT NULL,
  found_at    TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  visit_id    TEXT NOT NULL
) STRICT;

CREATE INDEX vaccination_error_by_person ON vaccination_error (person_id);

CREATE TABLE visit (
  visit_id      TEXT PRIMARY KEY,
  person_id     TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  ticket        TEXT NOT NULL,
  visit_on      TEXT NOT NULL,
  state         TEXT NOT NULL,
  opened_at     TEXT NOT NULL,
  last_given_at TEXT,
  ended_at      TEXT,
  end_reason    TEXT NOT NULL,
  extra_minutes INTEGER NOT NULL,            -- by how much the watch was made longer
  consented_at  TEXT,
  consent_filed TEXT NOT NULL                -- where the signed paper is kept
) STRICT;

CREATE INDEX visit_by_day ON visit (visit_on);

CREATE INDEX visit_by_filing ON visit (consented_at, visit_id) WHERE consent_filed <> '';

CREATE INDEX visit_by_person ON visit (person_id);

CREATE INDEX visit_by_ticket ON visit (ticket);

CREATE INDEX visit_open ON visit (opened_at, visit_id)
 WHERE state IN ('informed', 'injecting', 'observing', 'registered', 'screened', 'waiting');

CREATE INDEX visit_with_reaction ON visit (visit_id) WHERE state = 'reaction';
