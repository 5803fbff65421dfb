-- Folded rows: a person's rows are replaced as a whole whenever the person's entries grow. Never edited by hand.
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
CREATE INDEX person_by_child_code ON person (child_code);
CREATE INDEX person_by_booklet ON person (booklet_number);
CREATE INDEX person_by_citizen_id ON person (citizen_id);
CREATE INDEX person_by_birth_date ON person (birth_date);
CREATE INDEX person_by_village ON person (village, birth_date);

-- What a name can be found by: pinyin and its initials in every reading, lower case.
CREATE TABLE name_key (
  person_id TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  name_key  TEXT NOT NULL,
  PRIMARY KEY (name_key, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_key_by_person ON name_key (person_id);

-- The last digits of a phone are what parents say.
CREATE INDEX person_by_phone_tail ON person (substr(phone, -4));

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
CREATE INDEX dose_by_person ON dose (person_id, given_on);
CREATE INDEX dose_by_day ON dose (given_on);
CREATE INDEX dose_by_trace_code ON dose (trace_code) WHERE trace_code <> '';

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
CREATE INDEX visit_by_person ON visit (person_id);
CREATE INDEX visit_by_day ON visit (visit_on, state);
CREATE INDEX visit_by_ticket ON visit (ticket);
CREATE INDEX visit_by_filing ON visit (consented_at, visit_id) WHERE consent_filed <> '';
CREATE INDEX visit_with_reaction ON visit (visit_id) WHERE state = 'reaction';

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
CREATE INDEX planned_dose_by_visit ON planned_dose (visit_id);
CREATE INDEX planned_dose_by_person ON planned_dose (person_id);

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

-- Two writers, one field, neither knew of the other: a person decides (冲突处理).
CREATE TABLE field_conflict (
  person_id  TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  field      TEXT NOT NULL,
  field_values TEXT NOT NULL,                -- JSON list of the rival values
  PRIMARY KEY (person_id, field)
) STRICT, WITHOUT ROWID;

-- What follows a needle: the next appointment, a reaction, an error.
CREATE TABLE appointment (
  appointment_id TEXT PRIMARY KEY,
  person_id      TEXT NOT NULL REFERENCES person (person_id) DEFERRABLE INITIALLY DEFERRED,
  appointment_on TEXT NOT NULL,
  half_day       TEXT NOT NULL,
  vaccines       TEXT NOT NULL,              -- JSON list of codes
  visit_id       TEXT NOT NULL,
  cancel_reason  TEXT NOT NULL               -- empty while it stands
) STRICT;
CREATE INDEX appointment_by_person ON appointment (person_id);
CREATE INDEX appointment_by_day ON appointment (appointment_on);

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
CREATE INDEX aefi_by_person ON aefi (person_id);
CREATE INDEX aefi_by_deadline ON aefi (reported_at, report_by);
CREATE INDEX aefi_by_visit ON aefi (visit_id);

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
