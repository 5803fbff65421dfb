-- Rows of the paper booklet (接种证) the child has now, as far as they are known to be filled.
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

-- What brings each printer of this workstation onto the paper. Not part of the record.
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
