"""The clock of the program: the system's, or one that is set for practice and tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Protocol

from clinic_app.domain.clinic_time import business_date


class Clock(Protocol):
    """Says what time it is. Moments are aware, UTC, whole milliseconds; days are those of the clinic."""

    def now(self) -> datetime:
        """Return the present moment."""
        ...

    def today(self) -> date:
        """Return the clinic's calendar day."""
        ...

    def correct_to(self, day: date) -> None:
        """Count on from `day`: a person said that this is today, whatever the workstation believes."""
        ...


class SystemClock:
    """The workstation's own clock, moved by whole days once a person has said what day it is."""

    def __init__(self) -> None:
        self._correction = timedelta()

    def now(self) -> datetime:
        """Return the present moment, UTC, whole milliseconds."""
        return _whole_milliseconds(datetime.now(UTC)) + self._correction  # noqa: TID251 - the home of the system clock

    def today(self) -> date:
        """Return the clinic's calendar day."""
        return business_date(self.now())

    def correct_to(self, day: date) -> None:
        """Count on from `day`: a person said that this is today."""
        self._correction += day - self.today()


class SetClock:
    """A clock set to a moment; it runs on from there, or stands still until moved.

    Practice mode runs it (a lesson begins at 08:00 whatever the hour); tests let it stand.
    """

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        self._start = start
        self._since = monotonic() if running else None

    def now(self) -> datetime:
        """Return the set moment, plus the time that has passed since when the clock runs."""
        passed = timedelta(seconds=monotonic() - self._since) if self._since is not None else timedelta()
        return _whole_milliseconds(self._start + passed)

    def today(self) -> date:
        """Return the clinic's calendar day."""
        return business_date(self.now())

    def advance(self, by: timedelta) -> None:
        """Move the clock forward, or back when negative."""
        self._start += by

    def correct_to(self, day: date) -> None:
        """Count on from `day`: a person said that this is today."""
        self.advance(day - self.today())


def _whole_milliseconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)
