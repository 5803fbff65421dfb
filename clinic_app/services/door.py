"""The door (登录): what may be known before anybody has signed in; the start waits for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.records.key_file import RECOVERY_SLOT, KeyFileDamaged

if TYPE_CHECKING:
    from clinic_app.services.premises import Premises


class Standing(Enum):
    """What stands at a clinic's place.

    A clinic is made in a folder beside its place (`in_the_making`), which takes another name (`ready`) once all of it
    is on the disk, and is then moved in, the database last. So every state a power cut can leave has its own sign.
    """

    NOTHING = "nothing"
    BROKEN_OFF = "broken_off"
    READY = "ready"
    CLINIC = "clinic"
    KEYS_DAMAGED = "keys_damaged"
    KEYS_ALONE = "keys_alone"
    DATABASE_ALONE = "database_alone"
    COPIES_ALONE = "copies_alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInTile:
    """A user as the sign-in page shows it."""

    user_id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What can be known before anybody has signed in. No child's name is among it."""

    clinic_name: str
    practice: bool
    users: tuple[SignInTile, ...]


def standing(premises: Premises) -> Standing:
    """Return what stands at the place, by the names of the files and a look at the keys; nothing is changed."""
    has_database, has_keys = premises.database.exists(), premises.keys.exists()
    if has_database and has_keys:
        return Standing.CLINIC if _has_door(premises) else Standing.KEYS_DAMAGED
    if premises.ready.is_dir() and not has_database:
        return Standing.READY
    if has_database:
        return Standing.DATABASE_ALONE
    if has_keys:
        return Standing.KEYS_ALONE
    if premises.guard.exists() or premises.tail.exists():
        return Standing.COPIES_ALONE
    return Standing.BROKEN_OFF if premises.in_the_making.is_dir() else Standing.NOTHING


def _has_door(premises: Premises) -> bool:
    try:
        return bool(door(premises).users)
    except KeyFileDamaged:
        return False


def door(premises: Premises) -> Door:
    """Return who may sign in here, as the key file names them; its keys are judged when a password is tried.

    Raises:
        FileNotFoundError: no clinic was founded at this place.
        KeyFileDamaged: the file cannot be read.
    """
    try:
        file = json.loads(premises.keys.read_bytes())
        tiles = tuple(
            SignInTile(user_id=slot["user_id"], name=slot["name"], role=slot["role"])
            for slot in file["slots"]
            if slot["user_id"] != RECOVERY_SLOT
        )
        return Door(clinic_name=file.get("clinic_name", ""), practice=file.get("practice", False), users=tiles)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise KeyFileDamaged(premises.keys.name) from error
