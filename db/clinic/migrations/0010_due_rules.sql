-- The due cache says until when and by which rules its rows hold. It is made anew from the cards, in the background.
DROP TABLE due_state;
DROP TABLE due;

CREATE TABLE due_state (
  person_id   TEXT PRIMARY KEY,
  edition     TEXT NOT NULL,
  rules       TEXT NOT NULL,                 -- stamp of everything the answer was made by, besides the card
  assessed_on TEXT NOT NULL,
  valid_until TEXT                           -- exclusive: the first day on which the answer could differ
) STRICT, WITHOUT ROWID;

-- What somebody needs or waits for; a series that is complete or closed has no row.
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
