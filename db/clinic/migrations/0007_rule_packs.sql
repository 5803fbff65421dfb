-- Rule packs that were activated here, byte for byte: the journal names them by hash. They are no folded rows.
CREATE TABLE rule_pack (
  hash  TEXT PRIMARY KEY CHECK (length(hash) = 64),
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER rule_pack_is_never_changed BEFORE UPDATE ON rule_pack
BEGIN
  SELECT RAISE(ABORT, 'a rule pack is never changed');
END;

CREATE TRIGGER rule_pack_is_never_deleted BEFORE DELETE ON rule_pack
BEGIN
  SELECT RAISE(ABORT, 'a rule pack is never deleted');
END;
