-- The journal: every act as immutable entries. The bytes are the record; the other columns are read from them.
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

-- What is folded is the shared stream; looks and settings of the local one would only be waded through.
CREATE INDEX entry_by_subject ON entry (subject, position) WHERE stream = 'shared';
CREATE UNIQUE INDEX entry_one_per_draft ON entry (draft, kind) WHERE draft IS NOT NULL;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN
  SELECT RAISE(ABORT, 'an entry is never changed');
END;

-- With recursive_triggers=ON this also stops INSERT OR REPLACE, which deletes before it inserts.
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
  SELECT RAISE(ABORT, 'an entry is never deleted');
END;

-- A second entry with an id, a place, a hash or a draft that is taken is refused whatever the conflict clause says and
-- whatever the connection has set.
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

-- The newest entry of each stream, signed by the device that wrote it.
CREATE TABLE head (
  stream      TEXT    NOT NULL,
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  hash        BLOB    NOT NULL,
  signature   BLOB    NOT NULL,
  PRIMARY KEY (stream, device, incarnation)
) STRICT;

-- This installation: which device it is and under which incarnation it writes.
CREATE TABLE installation (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  device      TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  desk        TEXT NOT NULL
) STRICT;

-- How much of each stream the county has confirmed, by its receipts.
CREATE TABLE receipted (
  device      TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  held_seq    INTEGER NOT NULL DEFAULT 0,
  applied_seq INTEGER NOT NULL DEFAULT 0,
  confirmed_at TEXT,
  PRIMARY KEY (device, incarnation)
) STRICT;
