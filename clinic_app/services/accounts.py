"""Users after the first day (用户): passwords changed, people added and retired.

A user is an entry without secrets, and a key slot of this workstation that her password opens. The two cannot be
written at one moment, so each wish says what a power cut between them leaves; doing it again completes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinic_app.domain.entries.clinic import UserAdded, UserRetired
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.domain.password_rule import password_problem
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.records.key_file import KeySlot, read_key_file, write_key_file
from clinic_app.records.key_slots import ArgonCost, UnknownUser, WrongPassword, new_slot, open_slot
from clinic_app.services.account_failures import (
    LastAdministrator,
    NotAdministrator,
    OldPasswordWrong,
    PasswordRefused,
    UnknownAccount,
    UserNameTaken,
)
from clinic_app.services.desk import AlreadyWritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.domain.fold.clinic_book import User
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.services.desk import Desk
    from clinic_app.services.founding import FirstUser
    from clinic_app.services.premises import Premises

ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key slot it is: id, and name and role as the sign-in page shows them."""

    user_id: str
    name: str
    role: str


def change_password(desk: Desk, user_id: str, old: str, new: str, cost: ArgonCost | None = None) -> None:
    """Change one's own password, knowing the old one.

    Raises:
        OldPasswordWrong, PasswordRefused: nothing was changed.
        OSError: the key file could not be written; the old password holds.
    """
    try:
        open_slot(read_key_file(desk.premises.keys), user_id, old)
    except (WrongPassword, UnknownUser) as error:
        raise OldPasswordWrong from error
    _demand_other(old, new)
    replace_password(desk.premises, desk.keys, _holder(_working(desk, user_id)), new, cost)
    desk.note_access("password_changed", user_id)


def set_password(desk: Desk, user_id: str, new: str, cost: ArgonCost | None = None) -> None:
    """Give somebody a new password who has lost hers, or has none on this workstation yet.

    Raises:
        NotAdministrator, UnknownAccount, PasswordRefused: nothing was changed.
        OSError: the key file could not be written; whatever password there was holds.
    """
    _demand_administrator(desk)
    replace_password(desk.premises, desk.keys, _holder(_working(desk, user_id)), new, cost)
    desk.note_access("password_set", user_id)


def add_user(desk: Desk, user: FirstUser, draft: str, cost: ArgonCost | None = None) -> User:
    """Let somebody work here, with a first password of her own.

    The entry comes first. Cut off before the key slot, the user is on file and cannot sign in: the same press, or
    `set_password`, completes it.

    Raises:
        NotAdministrator, PasswordRefused, UserNameTaken: nothing was changed.
        OSError: the key file could not be written; see above.
    """
    _demand_administrator(desk)
    _demand_password(user.password)
    if not desk.already_written(draft):
        _demand_free_name(desk, user.name)
    try:
        with desk.act(draft) as act:
            added = UserAdded(user_id=user.user_id, name=user.name, role=user.role, may_vaccinate=user.may_vaccinate)
            act.write(added, subject=CLINIC)
    except AlreadyWritten:
        pass  # a second press, or the first one was cut off before the slot
    known = _working(desk, user.user_id)
    replace_password(desk.premises, desk.keys, _holder(known), user.password, cost)
    return known


def retire_user(desk: Desk, user_id: str, reason: str, draft: str) -> None:
    """Let somebody sign in here no more; her name stays on what she wrote.

    The key slot goes first, also from the former generation of the key file. Cut off before the entry, she is still on
    file but cannot sign in: the same press completes it.

    Raises:
        NotAdministrator, UnknownAccount: nothing was changed.
        LastAdministrator: nobody would be left to manage users. Nothing was changed.
        OSError: the key file could not be written; she can still sign in.
    """
    _demand_administrator(desk)
    if desk.already_written(draft):
        return
    user = _working(desk, user_id)
    administrators = [one.id for one in _users(desk) if one.role == ADMIN]
    if administrators == [user.id]:
        raise LastAdministrator
    _write_slots(desk.premises, tuple(slot for slot in _slots(desk.premises) if slot.user_id != user_id))
    with desk.act(draft) as act:
        act.write(UserRetired(user_id=user_id, reason=reason), subject=CLINIC)


def replace_password(premises: Premises, keys: OpenKeys, who: Holder, new: str, cost: ArgonCost | None = None) -> None:
    """Wrap the database key anew for one user; what opened her slot before opens nothing afterwards.

    Raises:
        PasswordRefused: nothing was changed.
        OSError: the key file could not be written; the old password holds.
    """
    _demand_password(new)
    slot = new_slot(keys, user_id=who.user_id, name=who.name, role=who.role, password=new, cost=cost or ArgonCost())
    slots = _slots(premises)
    is_known = any(known.user_id == who.user_id for known in slots)
    changed = tuple(slot if known.user_id == who.user_id else known for known in slots)
    _write_slots(premises, changed if is_known else (*changed, slot))


def renew_after_recovery(
    premises: Premises, keys: OpenKeys, user_id: str, new: str, cost: ArgonCost | None = None
) -> None:
    """Set the password of a user who was let in by the recovery code, before she does anything else.

    Raises:
        PasswordRefused, UnknownAccount: nothing was changed.
        OSError: the key file could not be written; the old password holds, and so does the recovery code.
    """
    slot = next((slot for slot in _slots(premises) if slot.user_id == user_id), None)
    if slot is None:
        raise UnknownAccount
    replace_password(premises, keys, Holder(slot.user_id, slot.name, slot.role), new, cost)


def _holder(user: User) -> Holder:
    return Holder(user.id, user.name, user.role)


def _slots(premises: Premises) -> tuple[KeySlot, ...]:
    return read_key_file(premises.keys).slots


def _write_slots(premises: Premises, slots: tuple[KeySlot, ...]) -> None:
    """Write the key file twice: the generation kept beside it must not open by a former password either."""
    file = replace(read_key_file(premises.keys), slots=slots)
    write_key_file(premises.keys, file)
    write_key_file(premises.keys, file)


def _users(desk: Desk) -> Iterator[User]:
    return (user for user in load_clinic_book(desk.db).users if not user.retired)


def _working(desk: Desk, user_id: str) -> User:
    user = next((user for user in _users(desk) if user.id == user_id), None)
    if user is None:
        raise UnknownAccount
    return user


def _demand_administrator(desk: Desk) -> None:
    if not any(user.id == desk.user_id and user.role == ADMIN for user in _users(desk)):
        raise NotAdministrator


def _demand_free_name(desk: Desk, name: str) -> None:
    if not name.strip() or any(user.name == name for user in _users(desk)):
        raise UserNameTaken(name)


def _demand_password(new: str) -> None:
    if problem := password_problem(new):
        raise PasswordRefused(problem.value)


def _demand_other(old: str, new: str) -> None:
    if old == new:
        raise PasswordRefused("same")
