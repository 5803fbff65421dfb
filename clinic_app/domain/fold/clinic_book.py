"""The clinic's own entries become its book: name, users, devices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.clinic import ClinicNamed, DeviceEnrolled, UserAdded
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clinic_app.domain.entries.entry import AnyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The vaccination unit (接种单位). `county_key` is empty until the county has enrolled it."""

    unit_code: str
    name: str
    phone: str = ""
    villages: tuple[str, ...] = ()
    practice: bool = False
    county_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who works here."""

    id: str
    name: str
    role: str
    may_vaccinate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A workstation that writes a stream. `public_key` is its hex Ed25519 key."""

    id: str
    desk: str
    public_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicBook:
    """The clinic with its users; `clinic` is None before the first start is finished."""

    clinic: Clinic | None
    users: tuple[User, ...]


def fold_clinic_book(entries: Iterable[AnyEntry]) -> ClinicBook:
    """Return the book these entries of the subject `clinic` tell; the last naming and the last word on a user hold."""
    clinic: Clinic | None = None
    users: dict[str, User] = {}
    for entry in without_undone(in_causal_order(entries)):
        body = entry.body
        if isinstance(body, ClinicNamed):
            clinic = Clinic(
                unit_code=body.unit_code,
                name=body.name,
                phone=body.phone,
                villages=body.villages,
                practice=body.practice,
                county_key=body.county_key,
            )
        elif isinstance(body, UserAdded):
            users[body.user_id] = User(
                id=body.user_id, name=body.name, role=body.role, may_vaccinate=body.may_vaccinate
            )
    return ClinicBook(clinic=clinic, users=tuple(sorted(users.values(), key=lambda user: user.id)))


def fold_device(device_id: str, entries: Iterable[AnyEntry]) -> Device | None:
    """Return the device these entries of its subject tell, or None before it was enrolled. The first key holds."""
    for entry in in_causal_order(entries):
        if isinstance(entry.body, DeviceEnrolled):
            return Device(id=device_id, desk=entry.body.desk, public_key=entry.body.public_key)
    return None
