"""The dates a dose must not precede: one list for judging a dose that was given and for offering the next."""

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.edition_file import Spacing, Wait
from clinic_app.domain.immunization.history import Given, History, SeriesState
from clinic_app.domain.immunization.language import Interval, Leniency, OwnAge, Slot, Sourced
from clinic_app.domain.immunization.places import Place
from clinic_app.domain.immunization.reasons import Term, TermKind

_AGE, _INTERVAL, _REPEAT = TermKind.AGE, TermKind.INTERVAL, TermKind.REPEAT

Reckoned = tuple[int, TermKind, Span | None, str, Sourced, Given | None, int | None]
"""A term while it is only reckoned with: first day, kind, span, rule, statement, the dose it counts from and its
number; for a dated fact the day stands in place of the number."""


def reckon(asking: Asking, place: Place, state: SeriesState, vaccine: Vaccine) -> list[Reckoned]:
    """Return every date that giving `vaccine` in this place must not precede; facts after the day are not yet known."""
    slot, at_age = place.slot, asking.subject.at_age
    stated: Slot | OwnAge = slot
    intervals = slot.intervals
    own = slot.own_ages.get(vaccine.counted_as) if slot.own_ages else None
    if own is not None:
        stated, intervals = own, intervals if own.intervals is None else own.intervals
    day = at_age[stated.min_age]
    found: list[Reckoned] = [(day, _AGE, stated.min_age, slot.rule, stated, None, None)]
    if place.waits_for is not None and at_age[place.waits_for] > day:
        found = [(at_age[place.waits_for], _AGE, place.waits_for, slot.rule, place.plan, None, None)]
    if state.last is not None or intervals:
        _add_intervals(found, asking.history, state, place, intervals)
    if asking.subject.days:
        _add_waits(found, asking, place, vaccine)
    return found


def reckon_leniently(
    asking: Asking, place: Place, state: SeriesState, leniency: Leniency, vaccine: Vaccine
) -> list[Reckoned]:
    """Return the dates that a dose already given must not precede where less is enough; a label's age stays."""
    slot = place.slot
    stated = slot.own_ages.get(vaccine.counted_as, leniency)
    age = stated.min_age
    found: list[Reckoned] = [(asking.subject.at_age[age], _AGE, age, slot.rule, stated, None, None)]
    intervals = slot.intervals if leniency.intervals is None else leniency.intervals
    _add_intervals(found, asking.history, state, place, intervals)
    if asking.subject.days:
        _add_waits(found, asking, place, vaccine)
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
    return Term(kind, ordinal, span, rule, stated.source, stated.confidence, None, None, None, number, name)


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
    previous = None if state.last is None else (state.last, state.last_number)
    repeat = previous is not None and state.last_number is None
    rule = place.slot.rule
    for interval in intervals:
        start = previous if interval.since == "previous" else interval_start(history, state, interval)
        if start is None:
            continue
        dose, number = start
        span = interval.at_least
        if repeat and interval.since == "previous":
            repeat = False
            found.append((span.after(dose.ordinal), _REPEAT, span, rule, place.repeat_after, dose, number))
        else:
            found.append((span.after(dose.ordinal), _INTERVAL, span, rule, interval, dose, number))
    if repeat and state.last is not None:
        span = place.repeat_after.at_least
        found.append((span.after(state.last.ordinal), _REPEAT, span, rule, place.repeat_after, state.last, None))


def _add_waits(found: list[Reckoned], asking: Asking, place: Place, vaccine: Vaccine) -> None:
    slot, days = place.slot, asking.subject.days
    if slot.not_before_fact is not None:
        for day in days.get(slot.not_before_fact, ()):
            found.append((day, TermKind.TEST_READ, None, slot.not_before_fact, slot, None, day))
    for wait in asking.edition.waits_of(vaccine.code):
        for day in days.get(wait.fact, ()):
            if day <= asking.on:
                found.append((wait.at_least.after(day), TermKind.WAIT, wait.at_least, wait.fact, wait, None, day))
