"""The dates a dose must not precede: one list for judging a dose that was given and for offering the next."""

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.history import NOTHING, Given, History, SeriesState
from clinic_app.domain.immunization.language import Interval, Plan, Slot, Sourced, Spacing, Wait
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


def terms_of(subject: Subject, history: History, place: Place, vaccine: Vaccine, on: int) -> list[Term]:
    """Return every date that giving `vaccine` in this place must not precede; facts after `on` are not yet known."""
    state = history.states.get(place.series, NOTHING)
    terms = [_age_term(subject, place, vaccine)]
    _add_intervals(terms, history, state, place, place.slot.intervals)
    if subject.days:
        _add_waits(terms, subject, place, vaccine, on)
    return terms


def offer_terms(subject: Subject, history: History, place: Place, vaccine: Vaccine, on: int) -> list[Term]:
    """Return the same dates and the programme's own first day, which binds only what is offered."""
    terms = terms_of(subject, history, place, vaccine, on)
    slot = place.slot
    if slot.not_before is not None:
        start = slot.not_before.toordinal()
        terms.append(Term(TermKind.PROGRAMME_START, start, None, slot.rule, slot.source, slot.confidence))
    return terms


def lenient_terms(subject: Subject, history: History, place: Place, vaccine: Vaccine, on: int) -> list[Term]:
    """Return the dates that a dose already given must not precede; empty where the slot has no leniency."""
    slot = place.slot
    leniency = slot.leniency
    if leniency is None:
        return []
    state = history.states.get(place.series, NOTHING)
    day = subject.at_age[leniency.min_age]
    terms = [Term(_AGE, day, leniency.min_age, slot.rule, leniency.source, leniency.confidence)]
    intervals = slot.intervals if leniency.intervals is None else leniency.intervals
    _add_intervals(terms, history, state, place, intervals)
    if subject.days:
        _add_waits(terms, subject, place, vaccine, on)
    return terms


def spacing_term(dose: Given, spacing: Spacing) -> Term:
    """Return the date until which another dose of the same spacing rule waits after `dose`."""
    span = spacing.at_least
    ordinal = span.after(dose.ordinal)
    return Term(
        TermKind.LIVE, ordinal, span, spacing.id, spacing.source, spacing.confidence,
        dose.id, dose.vaccine.code, None, dose.ordinal, dose.vaccine.short_name,
    )  # fmt: skip


def interval_start(history: History, state: SeriesState, interval: Interval) -> tuple[Given, int | None] | None:
    """Return the dose an interval counts from and its counted number; None where there is none."""
    if interval.since == "previous":
        return None if state.last is None else (state.last, state.last_number)
    if interval.since == "dose":
        number = interval.number
        return (state.counted[number - 1], number) if len(state.counted) >= number else None
    dose = history.last_of(interval.of)
    return None if dose is None else (dose, None)


def _age_term(subject: Subject, place: Place, vaccine: Vaccine) -> Term:
    slot = place.slot
    stated = slot.own_ages.get(vaccine.code, slot) if slot.own_ages else slot
    ordinal = subject.at_age[stated.min_age]
    if place.opens > ordinal:
        plan = place.plan
        return Term(_AGE, place.opens, plan.from_age, slot.rule, plan.source, plan.confidence)
    return Term(_AGE, ordinal, stated.min_age, slot.rule, stated.source, stated.confidence)


def _add_intervals(
    terms: list[Term], history: History, state: SeriesState, place: Place, intervals: tuple[Interval, ...]
) -> None:
    repeat = state.last is not None and state.last_number is None
    for interval in intervals:
        start = interval_start(history, state, interval)
        if start is not None:
            again = repeat and interval.since == "previous"
            repeat = repeat and not again
            stated = place.edition.series[place.series].repeat_after if again else interval
            kind = _REPEAT if again else _INTERVAL
            terms.append(_interval_term(kind, interval.at_least, stated, place.slot.rule, *start))
    if repeat and state.last is not None:
        stated = place.edition.series[place.series].repeat_after
        terms.append(_interval_term(_REPEAT, stated.at_least, stated, place.slot.rule, state.last, None))


def _interval_term(kind: TermKind, span: Span, stated: Sourced, rule: str, dose: Given, number: int | None) -> Term:
    return Term(
        kind, span.after(dose.ordinal), span, rule, stated.source, stated.confidence,
        dose.id, dose.vaccine.code, number, dose.ordinal, dose.vaccine.short_name,
    )  # fmt: skip


def _add_waits(terms: list[Term], subject: Subject, place: Place, vaccine: Vaccine, on: int) -> None:
    slot = place.slot
    if slot.not_before_fact is not None:
        for day in subject.days.get(slot.not_before_fact, ()):
            kind = TermKind.TEST_READ
            terms.append(Term(kind, day, None, slot.not_before_fact, slot.source, slot.confidence, from_ordinal=day))
    for wait in place.edition.waits_of(vaccine.code):
        for day in subject.days.get(wait.fact, ()):
            if day <= on:
                terms.append(_wait_term(wait.fact, wait, day))


def _wait_term(fact: str, wait: Wait, day: int) -> Term:
    ordinal = wait.at_least.after(day)
    return Term(
        TermKind.WAIT, ordinal, wait.at_least, fact, wait.source, wait.confidence,
        from_ordinal=day, from_name=wait.name,
    )  # fmt: skip
