"""Month arithmetic: calendar months in one step, a missing day is the month's end, the day itself counts."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import ClassVar

MOST_DAYS = 16_384  # the doses of a county lie on some thousand days, and a few intervals count from each
_SPAN = re.compile(r"^(\d{1,3})([dwmy])$")


class SpanRefused(ValueError):
    """The text is not a span such as 28d, 6w, 18m or 4y."""


class Span:
    """A length of time as the programme writes it: whole months or whole days, never both.

    Equal spans are one object, so that they are quick keys.

    Attributes:
        months: calendar months (years are written as 12 months each).
        days: days.
    """

    __slots__ = ("days", "months")
    _made: ClassVar[dict[tuple[int, int], Span]] = {}
    months: int
    days: int

    def __new__(cls, *, months: int = 0, days: int = 0) -> Span:
        """Return the one span of this length."""
        span = cls._made.get((months, days))
        if span is None:
            span = super().__new__(cls)
            span.months, span.days = months, days
            cls._made[months, days] = span
        return span

    def __repr__(self) -> str:
        return f"Span({self.months}m)" if self.months else f"Span({self.days}d)"

    def __str__(self) -> str:
        """Return it as rule files write it."""
        return f"{self.months}m" if self.months else f"{self.days}d"

    def after(self, ordinal: int) -> int:
        """Return the first day (as an ordinal) on which this span since `ordinal` is full."""
        return add_months_to_ordinal(ordinal, self.months) if self.months else ordinal + self.days


def parse_span(text: str) -> Span:
    """Read `28d`, `6w`, `18m` or `4y`.

    Raises:
        SpanRefused: the text has another form.
    """
    match = _SPAN.match(text)
    if match is None:
        raise SpanRefused(text)
    number, unit = int(match[1]), match[2]
    if unit in "my":
        return Span(months=number * (12 if unit == "y" else 1))
    return Span(days=number * (7 if unit == "w" else 1))


@lru_cache(maxsize=MOST_DAYS)
def add_months_to_ordinal(ordinal: int, months: int) -> int:
    """Return the ordinal of the day `months` calendar months after the day `ordinal` (规则 C1)."""
    start = date.fromordinal(ordinal)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    month += 1
    day = start.day
    if day > 28:
        day = min(day, monthrange(year, month)[1])
    return date(year, month, day).toordinal()


def add_months(start: date, months: int) -> date:
    """Return the day `months` calendar months after `start`; a day the month lacks becomes its last day."""
    return date.fromordinal(add_months_to_ordinal(start.toordinal(), months))


def age_in_months(born: date, on: date) -> int:
    """Return the full months of age (月龄) reached on `on`; negative before birth."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months if add_months(born, months) <= on else months - 1
