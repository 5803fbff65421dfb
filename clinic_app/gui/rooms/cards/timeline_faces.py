"""The strip by age above the booklet: at which ages doses were given, are due today, or will come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.calendar import add_months, age_in_months
from clinic_app.gui.rooms.cards.card_faces import TimelineFace, TimelineStop
from clinic_app.gui.rooms.cards.cells import mark_of, mark_of_next

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from clinic_app.gui.faces import DoseMark
    from clinic_app.gui.rooms.cards.booklet import BookletLine

_STOPS = (0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 18, 24, 36, 48, 60, 72)
_LATER_STOPS = (84, 120, 156, 216)
_NAMES = {0: "出生"}
_YEARS_FROM = 24


def timeline(lines: Iterable[BookletLine], born: date, today: date) -> TimelineFace:
    """Return the strip; each needle stands once, however many series it fills. Far doses are left to the booklet."""
    marks = _marks_by_month(lines, born, today)
    age = age_in_months(born, today)
    ages = (*_STOPS, *(later for later in _LATER_STOPS if later <= age))
    end = max(ages[-1] + 12, age + 1)
    held: dict[int, list[DoseMark]] = {stop: [] for stop in ages}
    for month in sorted(known for known in marks if known < end):
        held[_stop_of(month, ages)] += marks[month]
    stops = tuple(TimelineStop(_age_name(stop), tuple(held[stop])) for stop in ages)
    return TimelineFace(stops=stops, today=_place_of(today, born, ages))


def _marks_by_month(lines: Iterable[BookletLine], born: date, today: date) -> dict[int, list[DoseMark]]:
    """Return the marks by age in months."""
    seen: set[str] = set()
    marks: dict[int, list[DoseMark]] = {}
    for line in lines:
        for needle in line.needles:
            if needle.dose.id not in seen:
                seen.add(needle.dose.id)
                marks.setdefault(max(0, age_in_months(born, needle.dose.given_on)), []).append(mark_of(needle))
        if line.next_dose is not None and line.next_dose.forecast.earliest is not None:
            on = max(today, line.next_dose.forecast.earliest)
            marks.setdefault(age_in_months(born, on), []).append(mark_of_next(line.next_dose))
    return marks


def _stop_of(month: int, ages: tuple[int, ...]) -> int:
    """Return the last stop not after this age."""
    return max(age for age in ages if age <= month)


def _age_name(age: int) -> str:
    if age in _NAMES:
        return _NAMES[age]
    return f"{age // 12}岁" if age >= _YEARS_FROM else f"{age}月"


def _place_of(today: date, born: date, ages: tuple[int, ...]) -> float:
    """Return where today stands, counted in stops; never before birth nor past the end."""
    here = ages.index(_stop_of(max(0, age_in_months(born, today)), ages))
    if here == len(ages) - 1:
        return float(here)
    start, end = add_months(born, ages[here]), add_months(born, ages[here + 1])
    return here + max(0, (today - start).days) / (end - start).days
