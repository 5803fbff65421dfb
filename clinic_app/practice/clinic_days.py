"""The days of the practice clinic: weekly clinic days, holidays, closed weeks, Spring Festival."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import CHINA
from clinic_app.practice.facts import read_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

MORNING_MINUTES = 240
LUNCH_MINUTES = 120
MINUTES_A_DAY = 450
AWAY_FROM = timedelta(days=12)
BACK_BEFORE = timedelta(days=6)


class NoCalendar(ValueError):
    """The practice township knows no Spring Festival for this year, so it cannot live through it."""


class ClinicDays:
    """Says on which days the practice clinic vaccinates, and at what time a visit begins."""

    def __init__(self) -> None:
        facts = read_facts("township")["days"]
        self._weekday: int = facts["weekday"]
        self._fixed: frozenset[str] = frozenset(facts["fixed_holidays"])
        self._festivals: dict[int, date] = {day.year: day for day in facts["spring_festivals"]}
        self._festival_days = timedelta(days=facts["spring_festival_days_off"])
        self._closed: list[tuple[date, date]] = [(row["first"], row["last"]) for row in facts["closed"]]
        self._opens = time.fromisoformat(facts["opens"])
        self._minutes_a_visit: float = facts["minutes_a_visit"]

    def between(self, first: date, last: date) -> Iterator[date]:
        """Yield the clinic days from `first` to `last`, both included."""
        day = first + timedelta(days=(self._weekday - first.weekday()) % 7)
        while day <= last:
            if self.is_open(day):
                yield day
            day += timedelta(days=7)

    def is_open(self, day: date) -> bool:
        """Return whether the clinic vaccinates on a day of its weekday: no holiday, not closed."""
        festival = self.spring_festival(day.year)
        holiday = (
            day.isoformat()[5:] in self._fixed or festival <= day + timedelta(days=1) < festival + self._festival_days
        )
        return not holiday and not any(first <= day <= last for first, last in self._closed)

    def families_are_away(self, day: date) -> bool:
        """Return whether those who work in the cities are there, as they are but around Spring Festival."""
        festival = self.spring_festival(day.year)
        return not festival - BACK_BEFORE <= day <= festival + AWAY_FROM

    def spring_festival(self, year: int) -> date:
        """Return the first day of Spring Festival (春节).

        Raises:
            NoCalendar: the year is not in resources/practice/township.toml.
        """
        if year not in self._festivals:
            raise NoCalendar(f"no Spring Festival known for {year}")
        return self._festivals[year]

    def moment(self, day: date, minutes: float = 0.0) -> datetime:
        """Return the moment, UTC, so many minutes after the clinic opens on `day`."""
        opening = datetime.combine(day, self._opens, tzinfo=CHINA)
        return (opening + timedelta(milliseconds=round(minutes * 60_000))).astimezone(UTC)

    def visit_starts_at(self, day: date, place: int, visits: int) -> datetime:
        """Return when the visit at `place` (from 0) of `visits` begins, with a break at noon."""
        minutes = place * min(self._minutes_a_visit, MINUTES_A_DAY / visits)
        return self.moment(day, minutes + (LUNCH_MINUTES if minutes >= MORNING_MINUTES else 0))
