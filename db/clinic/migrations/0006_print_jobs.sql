-- Papers on their way to a printer of this workstation. No part of the record and never packed; the paper itself is
-- kept for some days, so that it can be printed again.
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

-- Which printer of this workstation prints which paper, on what, and from which tray.
CREATE TABLE printer_choice (
  kind       TEXT PRIMARY KEY,
  printer    TEXT NOT NULL,
  paper      TEXT NOT NULL,                 -- `a4`, `roll_80` ...
  tray       TEXT NOT NULL,                 -- as the driver names it, empty for its own choice
  black_only INTEGER NOT NULL               -- no grey dots, for needle and heat printers
) STRICT, WITHOUT ROWID;
