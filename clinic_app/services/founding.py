"""Founding a clinic: keys, database, first entries (首次启动)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.devices.identity import new_id, new_incarnation
from clinic_app.devices.safe_files import sync_folder
from clinic_app.domain.entries.clinic import ClinicNamed, DeviceEnrolled, UserAdded
from clinic_app.domain.entries.subjects import CLINIC, device_subject
from clinic_app.records.connection import connect
from clinic_app.records.journal import Installation, set_installation
from clinic_app.records.key_file import RECOVERY_SLOT, write_key_file
from clinic_app.records.key_slots import ArgonCost, key_file, new_keys, new_slot
from clinic_app.services.desk import Desk
from clinic_app.services.resource_files import shipped_rules

if TYPE_CHECKING:
    from clinic_app.devices.clock import Clock
    from clinic_app.devices.identity import Mint
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.services.premises import Premises


class AlreadyFounded(Exception):
    """A database or key file stands there already; it is never overwritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUser:
    """A user of the first day, with the password that opens the database."""

    user_id: str
    name: str
    role: str
    password: str
    may_vaccinate: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingPlan:
    """What the first start asks for.

    Attributes:
        recovery_code: printed and kept in a safe; empty for a practice township.
        device_id, incarnation: given only where runs must repeat exactly.
    """

    clinic: ClinicNamed
    users: tuple[FirstUser, ...]
    desk: str = "1"
    recovery_code: str = ""
    device_id: str = ""
    incarnation: str = ""


def found_clinic(
    premises: Premises, plan: FoundingPlan, *, clock: Clock, mint: Mint = new_id, cost: ArgonCost | None = None
) -> Desk:
    """Create key file and database, write the first entries, and return the open desk of the first user.

    Raises:
        AlreadyFounded: something stands there already. Nothing was changed.
    """
    if premises.database.exists() or premises.keys.exists():
        raise AlreadyFounded(str(premises.database))
    premises.database.parent.mkdir(parents=True, exist_ok=True)
    keys = new_keys(plan.device_id or mint())
    _write_keys(premises, plan, keys, cost or ArgonCost())
    sync_folder(premises.keys.parent)
    db = connect(premises.database, keys.database_key, create=True)
    place = Installation(device=keys.device_id, incarnation=plan.incarnation or new_incarnation(), desk=plan.desk)
    set_installation(db, place)
    desk = Desk(
        db=db,
        premises=premises,
        keys=keys,
        installation=place,
        clock=clock,
        mint=mint,
        rules=shipped_rules(),
        user_id=plan.users[0].user_id,
    )
    _write_first_entries(desk, plan)
    sync_folder(premises.guard.parent)
    sync_folder(premises.tail.parent)
    return desk


def _write_keys(premises: Premises, plan: FoundingPlan, keys: OpenKeys, cost: ArgonCost) -> None:
    slots = tuple(
        new_slot(keys, user_id=user.user_id, name=user.name, role=user.role, password=user.password, cost=cost)
        for user in plan.users
    )
    if plan.recovery_code:
        slots = (
            *slots,
            new_slot(keys, user_id=RECOVERY_SLOT, name="", role="", password=plan.recovery_code, cost=cost),
        )
    write_key_file(premises.keys, key_file(keys, slots, practice=plan.clinic.practice, clinic_name=plan.clinic.name))


def _write_first_entries(desk: Desk, plan: FoundingPlan) -> None:
    place = desk.journal.installation
    with desk.act() as act:
        act.write(
            DeviceEnrolled(device_id=place.device, desk=place.desk, public_key=desk.keys.device_public.hex()),
            subject=device_subject(place.device),
        )
        act.write(plan.clinic, subject=CLINIC)
        for user in plan.users:
            added = UserAdded(user_id=user.user_id, name=user.name, role=user.role, may_vaccinate=user.may_vaccinate)
            act.write(added, subject=CLINIC)
