"""Checking that nothing is missing: the whole journal, its proofs, and everything folded from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.records.connection import connect
from clinic_app.records.guard import GuardFile
from clinic_app.records.journal import installation
from clinic_app.records.verification import Damage, damages

if TYPE_CHECKING:
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.premises import Premises


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What was counted, and what is damaged, the most basic first."""

    entries: int
    people: int
    doses: int
    heads: tuple[str, ...]
    damages: tuple[Damage, ...]


def check_clinic(premises: Premises, keys: OpenKeys) -> Checkup:
    """Check chain, signatures, integrity, foreign keys, guard, and rebuild all tables; the files are not changed.

    The key of this device comes from the key file, which the database's own word about its key must equal.

    Raises:
        DatabaseMissing, WrongKey, NewerSchema: the database cannot be opened.
    """
    db = connect(premises.database, keys.database_key)
    try:
        device_keys = dict(db.execute("SELECT device_id, public_key FROM device"))
        device_keys[keys.device_id] = keys.device_public.hex()
        place = installation(db)
        found = list(damages(db, device_keys, GuardFile(premises.guard).read()))
        if place is None or place.device != keys.device_id:
            found.append(Damage(what="other_device", where=place.device if place else ""))
        return Checkup(
            entries=_count(db, "entry"),
            people=_count(db, "person"),
            doses=_count(db, "dose"),
            heads=tuple(f"{row[0]} {row[1]} #{row[2]}" for row in db.execute("SELECT stream, device, seq FROM head")),
            damages=tuple(found),
        )
    finally:
        db.close()


def _count(db: Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
