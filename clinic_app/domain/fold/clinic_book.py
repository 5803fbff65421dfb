"""The clinic's own entries become its book: name, users, devices."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from clinic_app.domain.chosen_rules import ChosenPack, ChosenRules
from clinic_app.domain.clinic_days import ClinicDays
from clinic_app.domain.clinic_settings import ClinicSettings, settings_from
from clinic_app.domain.entries.booklet import BookletLayoutMeasured
from clinic_app.domain.entries.clinic import (
    ClinicDaysSet,
    ClinicNamed,
    DeviceEnrolled,
    EditionDated,
    RulesActivated,
    SettingChanged,
    UserAdded,
    UserRetired,
)
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from clinic_app.domain.booklet.layout import BookletLayout
    from clinic_app.domain.entries.entry import AnyEntry, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The vaccination unit (接种单位). The county's keys are empty until the county has enrolled it."""

    unit_code: str
    name: str
    phone: str = ""
    villages: tuple[str, ...] = ()
    practice: bool = False
    county_key: str = ""
    county_signing_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who works here; a retired one signs in no more and keeps her name."""

    id: str
    name: str
    role: str
    may_vaccinate: bool
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A workstation that writes a stream. `public_key` is its hex Ed25519 key."""

    id: str
    desk: str
    public_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredLayout:
    """An edition of the booklet as this clinic measured it. `version` counts the measurings of this edition from 1."""

    layout: BookletLayout
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicBook:
    """The clinic with its users; `clinic` is None before the first start is finished."""

    clinic: Clinic | None
    users: tuple[User, ...]
    days: ClinicDays = field(default_factory=ClinicDays)
    settings: ClinicSettings = field(default_factory=ClinicSettings)
    layouts: tuple[MeasuredLayout, ...] = ()
    rules: ChosenRules = field(default_factory=ChosenRules)

    def user(self, user_id: str) -> User | None:
        """Return the user with this id, or None."""
        return next((user for user in self.users if user.id == user_id), None)


@dataclass(slots=True)
class _BookInTheMaking:
    """What the fold has gathered so far."""

    clinic: Clinic | None = None
    users: dict[str, User] = field(default_factory=dict)
    days: ClinicDays = field(default_factory=ClinicDays)
    settings: dict[str, str] = field(default_factory=dict)
    rules: ChosenRules = field(default_factory=ChosenRules)
    layouts: dict[str, MeasuredLayout] = field(default_factory=dict)


def fold_clinic_book(entries: Iterable[AnyEntry]) -> ClinicBook:
    """Return the book these entries of the subject `clinic` tell; the last word on each thing holds."""
    making = _BookInTheMaking()
    for entry in without_undone(in_causal_order(entries)):
        if isinstance(entry.body, BookletLayoutMeasured):
            _measured(making, entry)
        else:
            _take_in(making, entry.body)
        making.rules = _rules(making.rules, entry)
    return ClinicBook(
        clinic=making.clinic,
        users=tuple(sorted(making.users.values(), key=lambda user: user.id)),
        days=making.days,
        settings=settings_from(making.settings),
        rules=making.rules,
        layouts=tuple(making.layouts[each] for each in sorted(making.layouts)),
    )


def _measured(making: _BookInTheMaking, entry: AnyEntry) -> None:
    """Put the newest measuring of an edition in the place of the former; versions count on where two desks measured."""
    body = entry.body
    assert isinstance(body, BookletLayoutMeasured)
    former = making.layouts.get(body.layout.id)
    version = max(body.version, former.version + 1 if former else 1)
    making.layouts[body.layout.id] = MeasuredLayout(layout=body.layout, version=version, at=entry.at, by=entry.by)


def _take_in(making: _BookInTheMaking, body: Body) -> None:
    if isinstance(body, ClinicNamed):
        making.clinic = _clinic(body)
    elif isinstance(body, UserAdded):
        user = User(id=body.user_id, name=body.name, role=body.role, may_vaccinate=body.may_vaccinate)
        making.users[user.id] = user
    elif isinstance(body, UserRetired) and body.user_id in making.users:
        making.users[body.user_id] = replace(making.users[body.user_id], retired=True, may_vaccinate=False)
    elif isinstance(body, ClinicDaysSet):
        making.days = ClinicDays(
            weekdays=body.weekdays,
            days_of_month=body.days_of_month,
            extra=body.extra,
            closed=body.closed,
            half_days=body.half_days,
        )
    elif isinstance(body, SettingChanged):
        making.settings[body.name] = body.value


def _rules(chosen: ChosenRules, entry: AnyEntry) -> ChosenRules:
    """Return the rules after one more entry; a pack that is not higher than one of its key changes nothing."""
    body = entry.body
    if isinstance(body, EditionDated):
        return replace(chosen, dates=tuple(sorted({**dict(chosen.dates), body.edition: body.effective_from}.items())))
    if isinstance(body, RulesActivated) and body.sequence > chosen.sequence_of(body.signing_key):
        pack = ChosenPack(
            hash=body.pack_hash,
            key=body.signing_key,
            sequence=body.sequence,
            title=body.title,
            activated_at=entry.at,
            activated_by=entry.by,
        )
        return replace(chosen, packs=(*chosen.packs, pack))
    return chosen


def _clinic(body: ClinicNamed) -> Clinic:
    return Clinic(
        unit_code=body.unit_code,
        name=body.name,
        phone=body.phone,
        villages=body.villages,
        practice=body.practice,
        county_key=body.county_key,
        county_signing_key=body.county_signing_key,
    )


def fold_device(device_id: str, entries: Iterable[AnyEntry]) -> Device | None:
    """Return the device these entries of its subject tell, or None before it was enrolled. The first key holds."""
    for entry in in_causal_order(entries):
        if isinstance(entry.body, DeviceEnrolled):
            return Device(id=device_id, desk=entry.body.desk, public_key=entry.body.public_key)
    return None
