"""Entries about the clinic itself: its name, people and devices. Their subject is `clinic` or `device:<id>`."""

from __future__ import annotations

from datetime import date

import msgspec

from clinic_app.domain.entries.entry import Body, kind


@kind("clinic.named")
class ClinicNamed(Body, frozen=True, kw_only=True):
    """The vaccination unit (接种单位) was set up or renamed.

    Attributes:
        unit_code: 10-digit national unit code.
        practice: True for a practice township, which is never exported to a real county.
        county_key: age recipient of the county, empty until the clinic is enrolled.
        county_signing_key: hex Ed25519 key that signs what the county sends, empty until the clinic is enrolled.
    """

    unit_code: str
    name: str
    phone: str = ""
    villages: tuple[str, ...] = ()
    practice: bool = False
    county_key: str = ""
    county_signing_key: str = ""


@kind("user.added")
class UserAdded(Body, frozen=True, kw_only=True):
    """A person who works here got an account. Secrets never enter the journal.

    Attributes:
        role: `nurse`, `doctor`, `clerk`, `admin` or `auditor`.
        may_vaccinate: holds the qualification to inject.
    """

    user_id: str
    name: str
    role: str
    may_vaccinate: bool = True


@kind("device.enrolled")
class DeviceEnrolled(Body, frozen=True, kw_only=True):
    """A workstation began a stream. `public_key` is the hex Ed25519 key that signs its heads."""

    device_id: str
    desk: str
    public_key: str


@kind("date.confirmed")
class DateConfirmed(Body, frozen=True, kw_only=True):
    """A nurse confirmed today's date on a workstation whose clock was not to be trusted."""

    on: str


@kind("clinic_days.set")
class ClinicDaysSet(Body, frozen=True, kw_only=True):
    """On which days the room vaccinates (接种日).

    Attributes:
        weekdays: ISO weekdays, 1 is Monday. days_of_month: such as 10, 20, 30 where the clinic counts in ten days.
        extra, closed: single days that are added or left out, whatever the weekday.
        half_days: `morning`, `afternoon`; empty for the whole day.
    """

    weekdays: tuple[int, ...] = ()
    days_of_month: tuple[int, ...] = ()
    extra: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()
    half_days: tuple[str, ...] = ()


@kind("setting.changed")
class SettingChanged(Body, frozen=True, kw_only=True):
    """A threshold or default of the clinic was set; the names are those of `domain.clinic_settings`."""

    name: str
    value: str
    reason: str = ""


@kind("user.retired")
class UserRetired(Body, frozen=True, kw_only=True):
    """The person works here no more; the name stays on what she wrote."""

    user_id: str
    reason: str = ""


class PartInForce(msgspec.Struct, frozen=True, kw_only=True):
    """An edition or overlay of a rule pack and its first day."""

    name: str
    effective_from: date | None = None


@kind("rules.activated")
class RulesActivated(Body, frozen=True, kw_only=True):
    """A person saw who changes and let a rule pack (规则包) hold here. The pack itself is kept beside the journal.

    Attributes:
        pack_hash: hex SHA-256 of the pack's bytes. signing_key: hex Ed25519 key whose signature was checked.
        sequence: of packs of one key only a higher one takes effect.
        parts: what it holds, with first days.
    """

    pack_hash: str
    signing_key: str
    sequence: int
    title: str = ""
    parts: tuple[PartInForce, ...] = ()


@kind("edition.dated")
class EditionDated(Body, frozen=True, kw_only=True):
    """The first day on which an edition of the programme holds here was set (施行日期); the last word counts."""

    edition: str
    effective_from: date
    reason: str = ""
