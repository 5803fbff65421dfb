"""Signing in (登录): the password opens the key slot, the key opens the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.devices.identity import new_id
from clinic_app.records.connection import connect
from clinic_app.records.journal import installation
from clinic_app.records.key_slots import KeyFile, OpenKeys, open_slot, read_key_file
from clinic_app.services.desk import Desk
from clinic_app.services.resource_files import shipped_rules

if TYPE_CHECKING:
    from clinic_app.devices.clock import Clock
    from clinic_app.devices.identity import Mint
    from clinic_app.services.premises import Premises


class NotFounded(Exception):
    """The database knows no installation: the first start was not finished."""


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
    """Return who may sign in here.

    Raises:
        FileNotFoundError: no clinic was founded at this place.
    """
    file = read_key_file(premises.keys)
    tiles = tuple(
        SignInTile(user_id=slot.user_id, name=slot.name, role=slot.role)
        for slot in file.slots
        if slot.user_id != "recovery"
    )
    return Door(clinic_name=file.clinic_name, practice=file.practice, users=tiles)


def unlock(premises: Premises, user_id: str, password: str) -> OpenKeys:
    """Return the keys the password opens. Takes about a tenth of a second by design; call it off the GUI thread.

    Raises:
        WrongPassword: it does not open this user's slot. UnknownUser: there is no such slot.
    """
    file: KeyFile = read_key_file(premises.keys)
    return open_slot(file, user_id, password)


def open_desk(premises: Premises, keys: OpenKeys, user_id: str, clock: Clock, mint: Mint = new_id) -> Desk:
    """Open the writing side for this user; call it on the writer thread.

    Raises:
        DatabaseMissing, WrongKey, NewerSchema: the database cannot be opened; nothing was changed.
        NotFounded: it has no installation.
    """
    db = connect(premises.database, keys.database_key)
    place = installation(db)
    if place is None:
        db.close()
        raise NotFounded(str(premises.database))
    desk = Desk(
        db=db,
        premises=premises,
        keys=keys,
        installation=place,
        clock=clock,
        mint=mint,
        rules=shipped_rules(),
        user_id=user_id,
    )
    desk.note_access("signed_in", user_id)
    return desk
