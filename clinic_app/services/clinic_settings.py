"""What a clinic sets for itself: on which days it vaccinates (接种日), and its thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_app.devices.public_holidays import public_holidays
from clinic_app.domain.clinic_days import ClinicDays, next_clinic_day
from clinic_app.domain.clinic_settings import NAMES
from clinic_app.domain.entries.clinic import ClinicDaysSet, SettingChanged
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.services.aftermath_failures import HalfDayUnknown, NoClinicDay, SettingImplausible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from clinic_app.domain.clinic_settings import ClinicSettings
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

HALF_DAYS = ("morning", "afternoon")
BOUNDS = {
    "fever_from_tenths": (0, 400),
    "live_vial_minutes": (5, 240),
    "inactivated_vial_minutes": (5, 480),
    "near_expiry_days": (1, 365),
    "follow_up_age": (18, 120),
    "high_systolic": (100, 250),
    "high_diastolic": (60, 150),
    "unsent_days": (1, 60),
    "screening_questions": (8, 13),
    "injections_per_day": (1, 6),
    "oral_per_day": (1, 3),
}


ONE_OF = {"screening_questions": (8, 13)}


def is_plausible(name: str, value: int) -> bool:
    """Return whether this threshold may be set to this value."""
    least, most = BOUNDS.get(name, (0, -1))
    return name in NAMES and least <= value <= most and value in ONE_OF.get(name, (value,))


def clinic_days_ahead(reader: Reader, days: ClinicDays, most: int) -> tuple[tuple[date, bool], ...]:
    """Return the next clinic days of this rhythm, today's included, and whether holidays of that day are known."""
    found: list[tuple[date, bool]] = []
    from_day = reader.clock.today()
    while len(found) < most:
        day = next_clinic_day(days, from_day, public_holidays())
        if day is None:
            break
        found.append((day, public_holidays().know(day)))
        from_day = day.fromordinal(day.toordinal() + 1)
    return tuple(found)


def set_clinic_days(desk: Desk, days: ClinicDays, draft: str) -> ClinicDays:
    """Set on which days the room vaccinates; a second press changes nothing more.

    Raises:
        NoClinicDay: no day within a year would be one, or a figure is no weekday or day of a month.
        HalfDayUnknown: a half day is neither morning nor afternoon.
    """
    if desk.already_written(draft):
        return load_clinic_book(desk.db).days
    days = replace(
        days,
        weekdays=tuple(sorted(set(days.weekdays))),
        days_of_month=tuple(sorted(set(days.days_of_month))),
        extra=tuple(sorted(set(days.extra))),
        closed=tuple(sorted(set(days.closed))),
    )
    if set(days.half_days) - set(HALF_DAYS):
        raise HalfDayUnknown
    wrong = set(days.weekdays) - set(range(1, 8)) or set(days.days_of_month) - set(range(1, 32))
    if wrong or next_clinic_day(days, desk.clock.today(), public_holidays()) is None:
        raise NoClinicDay
    body = ClinicDaysSet(
        weekdays=days.weekdays,
        days_of_month=days.days_of_month,
        extra=days.extra,
        closed=days.closed,
        half_days=days.half_days,
    )
    with desk.act(draft) as act:
        act.write(body, subject=CLINIC)
    return load_clinic_book(desk.db).days


def change_settings(desk: Desk, values: Mapping[str, int], draft: str, reason: str = "") -> ClinicSettings:
    """Change thresholds, all in one act; those that stay as they are are not written.

    Raises:
        SettingImplausible: a value lies outside its bounds, or nothing of this name can be set.
    """
    former = load_clinic_book(desk.db).settings
    if desk.already_written(draft):
        return former
    for name, value in values.items():
        if not is_plausible(name, value):
            raise SettingImplausible(name, *BOUNDS.get(name, (0, 0)))
    changed = {name: value for name, value in values.items() if getattr(former, name) != value}
    if changed:
        with desk.act(draft) as act:
            for name, value in changed.items():
                act.write(SettingChanged(name=name, value=str(value), reason=reason.strip()), subject=CLINIC)
    return load_clinic_book(desk.db).settings
