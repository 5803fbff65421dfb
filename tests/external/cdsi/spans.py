"""CDC's spans, such as `12 months - 4 days`, as spans of the engine."""

import re
from functools import cache

from clinic_app.domain.calendar import Span

_PART = re.compile(r"([+-])?\s*(\d+)\s*(day|week|month|year)s?")
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}
_WRITTEN = re.compile(rf"\s*{_PART.pattern}(\s*{_PART.pattern})*\s*")


class MixedSpan(Span):
    """Calendar months and then days, which a span of the engine does not mix; each step is the engine's own."""

    __slots__ = ()

    def __new__(cls, *, months: int, days: int) -> "MixedSpan":
        span = object.__new__(cls)
        span.months, span.days = months, days
        return span

    def after(self, ordinal: int) -> int:
        return Span(months=self.months).after(ordinal) + self.days


@cache
def span(written: str) -> Span:
    """Read `6 weeks - 4 days`: whole months or whole days are the engine's spans, a mixture adds the two."""
    if _WRITTEN.fullmatch(written) is None:
        raise ValueError(written)
    months = days = 0
    for sign, number, unit in _PART.findall(written):
        length = -int(number) if sign == "-" else int(number)
        months += length * _MONTHS.get(unit, 0)
        days += length * _DAYS.get(unit, 0)
    return MixedSpan(months=months, days=days) if months and days else Span(months=months, days=days)
