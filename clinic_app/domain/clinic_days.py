"""On which days the room vaccinates (接种日), and which of them comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

WORKING_WEEK = frozenset({1, 2, 3, 4, 5})
LOOK_AHEAD = 400  # days: a clinic that has no day in more than a year has set none


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicDays:
    """The clinic's own rhythm. Weekdays are ISO, 1 is Monday; nothing set means every working day."""

    weekdays: tuple[int, ...] = ()
    days_of_month: tuple[int, ...] = ()
    extra: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()
    half_days: tuple[str, ...] = ()

    @property
    def follows_the_working_week(self) -> bool:
        """Return whether the room is open whenever people work: then also on a weekend that is worked (调休)."""
        return not (self.weekdays or self.days_of_month) or set(self.weekdays) >= WORKING_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHolidays:
    """The public holidays (法定节假日) of China, as far as the State Council has announced them.

    Attributes:
        off: days off, weekends within a holiday included. worked: days of a weekend that are worked (调休).
        known_until: the last day the announcements speak of; later days are judged by their weekday alone.
    """

    off: frozenset[date] = field(default=frozenset())
    worked: frozenset[date] = field(default=frozenset())
    known_until: date = date.min

    def know(self, day: date) -> bool:
        """Return whether holidays of this day have been announced."""
        return day <= self.known_until


class DayProblem(Enum):
    """Why the room does not vaccinate on a day."""

    CLOSED = "closed"
    HOLIDAY = "holiday"
    OTHER_DAY = "other_day"


def problem_of(day: date, days: ClinicDays, holidays: PublicHolidays) -> DayProblem | None:
    """Return why `day` is no clinic day, or None when it is one. What the clinic set for a single day comes first."""
    if day in days.closed:
        return DayProblem.CLOSED
    if day in days.extra:
        return None
    if day in holidays.off:
        return DayProblem.HOLIDAY
    return None if _in_the_rhythm(day, days, holidays) else DayProblem.OTHER_DAY


def next_clinic_day(days: ClinicDays, not_before: date, holidays: PublicHolidays) -> date | None:
    """Return the first clinic day on or after `not_before`, or None when the clinic has set none within a year."""
    ahead = (not_before + timedelta(days=passed) for passed in range(LOOK_AHEAD))
    return next((day for day in ahead if problem_of(day, days, holidays) is None), None)


def _in_the_rhythm(day: date, days: ClinicDays, holidays: PublicHolidays) -> bool:
    if day.isoweekday() in days.weekdays or day.day in days.days_of_month:
        return True
    if not days.follows_the_working_week:
        return False
    return day in holidays.worked or (not days.weekdays and day.isoweekday() in WORKING_WEEK)
