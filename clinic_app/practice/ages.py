"""Ages as the practice clinic counts them: calendar months from the birth date, the day itself counts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

DAYS_OF_EVERY_MONTH = 28


def months_after(day: date, months: int) -> date:
    """Return the same day of the month `months` later (or earlier), or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= DAYS_OF_EVERY_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def has_age(birth: date, months: int, on: date) -> bool:
    """Return whether a child born on `birth` is `months` months old on `on`."""
    return months_after(birth, months) <= on
