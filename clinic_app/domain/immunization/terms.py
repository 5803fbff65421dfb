"""The dates a dose must not precede: one list for judging a dose that was given and for offering the next."""

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.history import Given, History, SeriesState
from clinic_app.domain.immunization.language import Interval, Leniency, Plan, Slot, Sourced, Spacing, Wait
from clinic_app.domain.immunization.results import Term, TermKind
from clinic_app.domain.immunization.subject import Subject

_AGE, _INTERVAL, _REPEAT = TermKind.AGE, TermKind.INTERVAL, TermKind.REPEAT


class Place(msgspec.Struct, frozen=True, gc=False):
    """A slot of a plan of a series, in an edition; `opens` is the day from which the plan is the person's."""

    edition: Edition
    series: str
    plan: Plan
    opens: int
    index: int
    slot: Slot


Reckoned = tuple[int, TermKind, Span | None, str, Sourced, Given | None, int | None]
"""A term while it is only reckoned with: first day, kind, span, rule, statement, the dose it counts from and its
number; for a dated fact the day stands in place of the number."""


def reckon(
    subject: Subject, history: History, place: Place, state: SeriesState, vaccine: Vaccine, on: int
) -> list[Reckoned]:
    """Return every date that giving `vaccine` in this place must not precede; facts after `on` are not yet known."""
    slot = place.slot
    stated = slot.own_ages.get(vaccine.code, slot) if slot.own_ages else slot
    day = subject.at_age[stated.min_age]
    plan = place.plan
    if place.opens > day and plan.from_age_binds:
        found: list[Reckoned] = [(place.opens, _AGE, plan.from_age, slot.rule, plan, None, None)]
    else:
        found = [(day, _AGE, stated.min_age, slot.rule, stated, None, None)]
    if state.last is not None or slot.intervals:
        _add_intervals(found, history, state, place, slot.intervals)
    if subject.days:
        _add_waits(found, subject, place, vaccine, on)
    return found


def reckon_leniently(
    subject: Subject, history: History, place: Place, state: SeriesState, leniency: Leniency, vaccine: Vaccine, on: int
) -> list[Reckoned]:
    """Return the dates that a dose already given must not precede where less is enough."""
    slot = place.slot
    found: list[Reckoned] = [
        (subject.at_age[leniency.min_age], _AGE, leniency.min_age, slot.rule, leniency, None, None)
    ]
    intervals = slot.intervals if leniency.intervals is None else leniency.intervals
    _add_intervals(found, history, state, place, intervals)
    if subject.days:
        _add_waits(found, subject, place, vaccine, on)
    return found


def reckon_spacing(dose: Given, spacing: Spacing) -> Reckoned:
    """Return the date until which another dose of the same spacing rule waits after `dose`."""
    return spacing.at_least.after(dose.ordinal), TermKind.LIVE, spacing.at_least, spacing.id, spacing, dose, None


def term_of(reckoned: Reckoned) -> Term:
    """Return what was reckoned as a term that can be shown."""
    ordinal, kind, span, rule, stated, dose, number = reckoned
    if dose is not None:
        return Term(
            kind, ordinal, span, rule, stated.source, stated.confidence,
            dose.id, dose.vaccine.code, number, dose.ordinal, dose.vaccine.short_name,
        )  # fmt: skip
    name = stated.name if isinstance(stated, Wait) else ""
    return Term(kind, ordinal, span, rule, stated.source, stated.confidence, from_ordinal=number, from_name=name)


def interval_start(history: History, state: SeriesState, interval: Interval) -> tuple[Given, int | None] | None:
    """Return the dose an interval counts from and its counted number; None where there is none."""
    if interval.since == "previous":
        return None if state.last is None else (state.last, state.last_number)
    if interval.since == "dose":
        number = interval.number
        return (state.counted[number - 1], number) if len(state.counted) >= number else None
    dose = history.last_of(interval.of)
    return None if dose is None else (dose, None)


def _add_intervals(
    found: list[Reckoned], history: History, state: SeriesState, place: Place, intervals: tuple[Interval, ...]
) -> None:
    repeat = state.last is not None and state.last_number is None
    rule = place.slot.rule
    for interval in intervals:
        start = interval_start(history, state, interval)
        if start is not None:
            dose, number = start
            again = repeat and interval.since == "previous"
            repeat = repeat and not again
            stated = place.edition.series[place.series].repeat_after if again else interval
            span = interval.at_least
            found.append((span.after(dose.ordinal), _REPEAT if again else _INTERVAL, span, rule, stated, dose, number))
    if repeat and state.last is not None:
        stated = place.edition.series[place.series].repeat_after
        span = stated.at_least
        found.append((span.after(state.last.ordinal), _REPEAT, span, rule, stated, state.last, None))


def _add_waits(found: list[Reckoned], subject: Subject, place: Place, vaccine: Vaccine, on: int) -> None:
    slot = place.slot
    if slot.not_before_fact is not None:
        for day in subject.days.get(slot.not_before_fact, ()):
            found.append((day, TermKind.TEST_READ, None, slot.not_before_fact, slot, None, day))
    for wait in place.edition.waits_of(vaccine.code):
        for day in subject.days.get(wait.fact, ()):
            if day <= on:
                found.append((wait.at_least.after(day), TermKind.WAIT, wait.at_least, wait.fact, wait, None, day))
