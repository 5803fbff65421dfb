"""Checking that nothing is missing: the whole journal, its proofs, and everything folded from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.records.connection import connect
from clinic_app.records.guard import GuardFile
from clinic_app.records.journal import heads
from clinic_app.records.sqlite import DatabaseError
from clinic_app.records.tail_copy import TailCopy
from clinic_app.records.verification import Damage, Proofs, damages

if TYPE_CHECKING:
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.premises import Premises

UNREADABLE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What was counted (`UNREADABLE` where it could not be), and what is damaged, the most basic first."""

    entries: int
    people: int
    doses: int
    heads: tuple[str, ...]
    damages: tuple[Damage, ...]


def check_clinic(premises: Premises, keys: OpenKeys) -> Checkup:
    """Check chain, signatures, integrity, foreign keys, guard, tail copy, and all folded rows; nothing is changed.

    It reads one state of the database, on a connection that cannot write; the desk goes on meanwhile. The key of this
    device comes from the key file: what the database says about it proves nothing.

    Raises:
        DatabaseMissing, WrongKey, DatabaseDamaged, NewerSchema, OlderSchema: the database cannot be opened.
    """
    guard_heads = GuardFile(premises.guard).read()  # before the database: the desk may go on writing
    tail = tuple(TailCopy(premises.tail, keys.database_key).read())
    db = connect(premises.database, keys.database_key, read_only=True)
    try:
        db.execute("BEGIN")
        proofs = Proofs(device=keys.device_id, public_key=keys.device_public.hex(), guard_heads=guard_heads, tail=tail)
        return Checkup(
            damages=tuple(damages(db, proofs)),
            entries=_count(db, "entry"),
            people=_count(db, "person"),
            doses=_count(db, "dose"),
            heads=_heads(db),
        )
    finally:
        db.close()


def _count(db: Connection, table: str) -> int:
    try:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except DatabaseError:
        return UNREADABLE


def _heads(db: Connection) -> tuple[str, ...]:
    try:
        return tuple(f"{head.stream} {head.device} #{head.seq}" for head in heads(db))
    except DatabaseError:
        return ()
