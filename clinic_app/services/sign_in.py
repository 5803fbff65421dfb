"""Signing in (登录): the password opens the key slot, the key opens the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_app.devices.identity import new_id, new_incarnation
from clinic_app.domain.recovery_code import read_recovery_code
from clinic_app.records.connection import connect
from clinic_app.records.guard import GuardFile
from clinic_app.records.journal import heads, installation, set_installation
from clinic_app.records.key_file import RECOVERY_SLOT, KeyFile, read_key_file
from clinic_app.records.key_slots import (
    OpenKeys,
    UnknownUser,
    WrongPassword,
    open_slot,
)
from clinic_app.records.verification import is_behind
from clinic_app.services.desk import Desk
from clinic_app.services.door import Door, SignInTile, door
from clinic_app.services.resource_files import shipped_rules

if TYPE_CHECKING:
    from clinic_app.devices.clock import Clock
    from clinic_app.devices.identity import Mint
    from clinic_app.records.journal import Installation
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.premises import Premises


__all__ = [
    "Door",
    "NotFounded",
    "SignInTile",
    "UnknownUser",
    "WrongPassword",
    "door",
    "is_recovery_code",
    "open_desk",
    "unlock",
]


class KeysOfAnother(Exception):
    """The key file and the database belong to different workstations; what they signed would prove nothing."""


class NotFounded(Exception):
    """The database knows no installation: the first start was not finished."""


def is_recovery_code(typed: str) -> bool:
    """Return whether `unlock` will take this for the printed recovery code."""
    return read_recovery_code(typed) is not None


def unlock(premises: Premises, user_id: str, password: str) -> OpenKeys:
    """Return the keys the password opens; the printed recovery code is taken in the place of a forgotten password.

    Takes about a tenth of a second by design; call it off the GUI thread.

    Raises:
        WrongPassword: it opens neither. UnknownUser: there is no slot for this user.
    """
    file: KeyFile = read_key_file(premises.keys)
    if code := read_recovery_code(password):
        return open_slot(file, RECOVERY_SLOT, code)
    return open_slot(file, user_id, password)


def open_desk(premises: Premises, keys: OpenKeys, user_id: str, clock: Clock, mint: Mint = new_id) -> Desk:
    """Open the writing side for this user; call it on the writer thread.

    Raises:
        DatabaseMissing, WrongKey, DatabaseDamaged, NewerSchema: the database cannot be opened; nothing was changed.
        KeysOfAnother: the key file belongs to another workstation than the database.
        NotFounded: it has no installation.
    """
    db = connect(premises.database, keys.database_key)
    place = installation(db)
    if place is None:
        db.close()
        raise NotFounded(str(premises.database))
    if place.device != keys.device_id:
        db.close()
        raise KeysOfAnother(place.device)
    place, cut_short = _new_life_if_cut_short(db, place, premises, keys)
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
    desk.cut_short = cut_short
    _make_guard_good(desk)
    desk.note_access("signed_in", user_id)
    return desk


def _make_guard_good(desk: Desk) -> None:
    """Tell the guard what was committed right before the power went, so that it is missed when a backup is put back."""
    known = {(head.stream, head.incarnation): head.seq for head in desk.guard.read()}
    newer = [
        head
        for head in heads(desk.db)
        if head.device == desk.keys.device_id and head.seq > known.get((head.stream, head.incarnation), 0)
    ]
    try:
        if known and newer:  # a guard that is gone stays gone: `check` says so
            desk.guard.write(newer)
    except OSError as error:
        desk.copy_problem = error


def _new_life_if_cut_short(
    db: Connection, place: Installation, premises: Premises, keys: OpenKeys
) -> tuple[Installation, bool]:
    """Begin a new incarnation when the database lies behind its guard file, so that no number is used twice."""
    proven = [head for head in GuardFile(premises.guard).read() if head.incarnation == place.incarnation]
    if not is_behind(db, proven, {keys.device_id: keys.device_public.hex()}):
        return place, False
    reborn = replace(place, incarnation=new_incarnation())
    set_installation(db, reborn)
    return reborn, True
