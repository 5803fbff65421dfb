"""The rule packs that are kept beside the journal, by the hash of their bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection


def keep_pack(db: Connection, stored: bytes) -> str:
    """Keep a pack and return its hash; one that is kept already is left as it is. The caller commits."""
    name = hashlib.sha256(stored).hexdigest()
    if kept_pack(db, name) is None:
        db.execute("INSERT INTO rule_pack (hash, bytes) VALUES (?, ?)", (name, stored))
    return name


def kept_pack(db: Connection, name: str) -> bytes | None:
    """Return the bytes with this hash; None where they are not kept, or are not what their name says any more."""
    row = db.execute("SELECT bytes FROM rule_pack WHERE hash = ?", (name,)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != name:
        return None
    return bytes(row[0])
