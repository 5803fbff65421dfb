"""The practice clinic's little rule: which doses a child may have on a day, and from which day on the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from clinic_app.practice.ages import months_after
from clinic_app.practice.facts import read_facts
from clinic_app.practice.vaccines import vaccine

if TYPE_CHECKING:
    from collections.abc import Sequence

COMBINED = "DTaP-IPV/Hib"
COVERED_BY_COMBINED = "Polio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One dose of one series in the practice calendar (resources/practice/calendar.toml says what each means)."""

    series: str
    number: int
    vaccine: str
    counted_from_months: int
    from_months: int = 0
    until_months: int = 1200
    gap_days: int = 0
    gap_months: int = 0
    first_gap_months: int = 0
    after_series: str = ""
    combined: bool = False
    given_from: date = date.min
    given_before: date = date.max
    born_from: date = date.min
    born_before: date = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one visit may hold."""

    injections_a_visit: int
    oral_doses_a_visit: int
    days_between_injected_live: int
    days_between_visits: int


@dataclass(frozen=True, slots=True)
class Past:
    """One dose a child has had: the vaccine and the day."""

    vaccine: str
    on: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """A dose the calendar allows: which step, with which vaccine, and the first day it is allowed."""

    step: Step
    vaccine: str
    from_day: date


@cache
def steps_by_series() -> dict[str, tuple[Step, ...]]:
    """Return the steps of the calendar by series, in the order of precedence."""
    series: dict[str, tuple[Step, ...]] = {}
    for row in read_facts("calendar")["step"]:
        step = Step(**row)
        series[step.series] = (*series.get(step.series, ()), step)
    return series


@cache
def limits() -> Limits:
    """Return how much one visit may hold."""
    return Limits(**read_facts("calendar")["limits"])


def wanted_next(birth: date, history: Sequence[Past], on: date, *, five_in_one: bool = False) -> list[Wanted]:
    """Return the next dose of each series that is still possible on or after `on`, with its first day, in precedence.

    Args:
        birth: birth date.
        history: doses so far, in the order of their days.
        on: the day of asking; what closed before it is left out.
        five_in_one: the family chose the combined vaccine for the first four DTP doses; it covers polio.
    """
    past = _past_by_series(history)
    live = _last_live_day(history)
    found = []
    for series, steps in steps_by_series().items():
        if five_in_one and series == COVERED_BY_COMBINED:
            continue
        choices = [_wanted(step, birth, past, live, on) for step in steps]
        possible = [choice for choice in choices if choice is not None]
        if possible:
            found.append(min(possible, key=lambda choice: choice.from_day))
    return [_combined(choice) for choice in found] if five_in_one else found


def chosen_for_visit(wanted: Sequence[Wanted], on: date) -> list[Wanted]:
    """Return what is given on `on`: what is allowed by then, by precedence, within the limits of one visit.

    Two injected live vaccines are given together or 28 days apart, which the first days already say.
    """
    room = {False: limits().injections_a_visit, True: limits().oral_doses_a_visit}
    chosen = []
    for choice in wanted:
        oral = vaccine(choice.vaccine).oral
        if choice.from_day <= on and room[oral] > 0:
            room[oral] -= 1
            chosen.append(choice)
    return chosen


def _past_by_series(history: Sequence[Past]) -> dict[str, list[date]]:
    past: dict[str, list[date]] = {}
    for dose in history:
        for series in vaccine(dose.vaccine).series:
            past.setdefault(series, []).append(dose.on)
    return past


def _last_live_day(history: Sequence[Past]) -> date | None:
    return max((dose.on for dose in history if vaccine(dose.vaccine).live_injected), default=None)


def _combined(choice: Wanted) -> Wanted:
    return replace(choice, vaccine=COMBINED) if choice.step.combined else choice


def _wanted(step: Step, birth: date, past: dict[str, list[date]], live: date | None, on: date) -> Wanted | None:
    """Return the dose of this step with its first day, or None when it is not the next or no longer possible."""
    days = past.get(step.series, [])
    if len(days) != step.number - 1 or not step.born_from <= birth < step.born_before:
        return None
    first_day = max(_terms(step, birth, days, past))
    if live is not None and vaccine(step.vaccine).live_injected:
        first_day = max(first_day, live + timedelta(days=limits().days_between_injected_live))
    return Wanted(step, step.vaccine, first_day) if max(on, first_day) < _closes_on(step, birth) else None


def _closes_on(step: Step, birth: date) -> date:
    """Return the first day on which the step is no longer given."""
    return min(step.given_before, months_after(birth, step.until_months))


def _terms(step: Step, birth: date, days: list[date], past: dict[str, list[date]]) -> list[date]:
    terms = [months_after(birth, step.from_months), step.given_from]
    before = past.get(step.after_series, []) if step.after_series else days
    if before:
        terms.append(months_after(before[-1] + timedelta(days=step.gap_days), step.gap_months))
    if days and step.first_gap_months:
        terms.append(months_after(days[0], step.first_gap_months))
    return terms
