"""The door (登录): what the sign-in page may know before anybody has signed in; the start waits for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.records.key_file import RECOVERY_SLOT, KeyFileDamaged

if TYPE_CHECKING:
    from clinic_app.services.premises import Premises


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
