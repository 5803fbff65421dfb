"""Judging doses that were given, in the order of their dates, each by the edition in force on its own day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.language import BIRTH
from clinic_app.domain.immunization.results import (
    DoseVerdict,
    Reason,
    ReasonCode,
    Term,
    TermKind,
    VerdictKind,
)
from clinic_app.domain.immunization.terms import Place, interval_start, lenient_terms, spacing_term, terms_of

if TYPE_CHECKING:
    from clinic_app.domain.immunization.catalogue import Cover
    from clinic_app.domain.immunization.edition import Edition
    from clinic_app.domain.immunization.history import Given, History, SeriesState
    from clinic_app.domain.immunization.language import Plan
    from clinic_app.domain.immunization.subject import OpenPlan, Subject

_VALID, _INVALID, _UNKNOWN = VerdictKind.VALID, VerdictKind.INVALID, VerdictKind.UNKNOWN
_ACCEPTED, _EXTRA = VerdictKind.ACCEPTED, VerdictKind.EXTRA
_REASON_OF_TERM = {
    TermKind.AGE: ReasonCode.TOO_YOUNG,
    TermKind.INTERVAL: ReasonCode.TOO_SOON,
    TermKind.REPEAT: ReasonCode.TOO_SOON,
    TermKind.LIVE: ReasonCode.LIVE_TOO_CLOSE,
    TermKind.WAIT: ReasonCode.AFTER_FACT_TOO_SOON,
    TermKind.TEST_READ: ReasonCode.TEST_MISSING,
}
LIVE_REFUSED = "live-refused"
_CODES = {code.value: code for code in ReasonCode}
_Judged = tuple[VerdictKind, tuple[Reason, ...], tuple[str, ...]]


def plan_on(subject: Subject, history: History, edition: Edition, series: str, on: int) -> OpenPlan | None:
    """Return the first plan of a series meant for this person, this history and this day."""
    for fitting in subject.plans(edition, series):
        if fitting.opens <= on < fitting.closes:
            given = fitting.plan.given
            if not given or history.holds(given, series):
                return fitting
    return None


def judge(subject: Subject, history: History, edition: Edition, dose: Given) -> list[DoseVerdict]:
    """Return one verdict per series the dose covers at its age, and note the dose in the history."""
    verdicts = []
    code, on = dose.vaccine.code, dose.on
    for cover in dose.vaccine.covering:
        limited = cover.before_age is not None or cover.from_age is not BIRTH
        if limited and not _covered_at(subject, cover, dose.ordinal):
            continue
        state = history.state(cover.series)
        kind, reasons, doubts = _judged(subject, history, edition, cover.series, dose)
        number = _note(subject, history, edition, cover.series, state, dose, kind)
        verdicts.append(DoseVerdict(dose.id, code, on, cover.series, kind, number, reasons, edition.name, doubts))
    spacing = edition.spacing_of[dose.vaccine.code]
    history.remember(dose, None if spacing is None else spacing.id)
    return verdicts


def _covered_at(subject: Subject, cover: Cover, on: int) -> bool:
    """Whether a vaccine fills this series at the age reached; a date before birth is judged by every series."""
    if cover.before_age is not None and on >= subject.at_age[cover.before_age]:
        return False
    return on < subject.born or on >= subject.at_age[cover.from_age]


def _note(
    subject: Subject, history: History, edition: Edition, series: str, state: SeriesState, dose: Given,
    kind: VerdictKind,
) -> int | None:  # fmt: skip
    """Let the verdict change the series; return the number of a dose that counts."""
    if kind is _INVALID:
        state.refuse(dose)
    elif kind is _UNKNOWN:
        state.undecided = True
    if kind is not _VALID and kind is not _ACCEPTED:
        return None
    number = state.count(dose)
    fitting = plan_on(subject, history, edition, series, dose.ordinal)
    if fitting is not None and fitting.plan.slots:
        state.complete = history.open_slot(fitting.plan, series) is None
    return number


def _judged(subject: Subject, history: History, edition: Edition, series: str, dose: Given) -> _Judged:
    """Judge by the rules, then let a person's acceptance stand over them."""
    judged = _by_rules(subject, history, edition, series, dose)
    if dose.accepted and judged[0] is not _VALID and not history.state(series).complete:
        accepted = Reason(ReasonCode.ACCEPTED_BY_PERSON)
        return _ACCEPTED, (accepted, *judged[1]), judged[2]
    return judged


def _by_rules(subject: Subject, history: History, edition: Edition, series: str, dose: Given) -> _Judged:
    outside = _outside(subject, history, edition, series, dose)
    if outside is not None:
        return outside
    fitting = plan_on(subject, history, edition, series, dose.ordinal)
    if fitting is None:
        return _plain(_UNKNOWN, ReasonCode.NO_RULE_FOR_AGE)
    plan = fitting.plan
    uncounted = plan.uncounted.get(dose.vaccine.code)
    if uncounted is not None:
        return _plain(_EXTRA, _CODES[uncounted], plan)
    if plan.outcome != "give" and not plan.slots:
        return _without_slots(plan)
    found = history.open_slot(plan, series)
    if found is None:
        return _plain(_EXTRA, ReasonCode.ALREADY_COMPLETE, plan)
    place = Place(edition, series, plan, fitting.opens, *found)
    if place.slot.deferred:
        return _without_slots(plan)
    if not place.slot.accepts(dose.vaccine.code):
        return _plain(_UNKNOWN, ReasonCode.NO_RULE_FOR_VACCINE, plan)
    return _in_place(subject, history, place, dose)


def _outside(subject: Subject, history: History, edition: Edition, series: str, dose: Given) -> _Judged | None:
    """Return the verdict on a dose the plans need not be asked about."""
    if dose.ordinal < subject.born:
        return _plain(_INVALID, ReasonCode.BEFORE_BIRTH)
    if history.state(series).complete:
        return _plain(_EXTRA, ReasonCode.ALREADY_COMPLETE)
    if series not in edition.series:
        return _plain(_EXTRA, ReasonCode.NO_RULES_FOR_SERIES)
    if dose.ordinal >= subject.at_age[edition.catch_up_before.age]:
        return _plain(_EXTRA, ReasonCode.OUT_OF_PROGRAMME)
    return None


def _without_slots(plan: Plan) -> _Judged:
    """Return the verdict on a dose given where this plan gives none."""
    if plan.reason == ReasonCode.NOT_IN_PROGRAMME.value:
        return _plain(_EXTRA, ReasonCode.NOT_IN_PROGRAMME, plan)
    if plan.outcome == "needs_fact":
        return _plain(_UNKNOWN, ReasonCode.TEST_MISSING, plan)
    return _plain(_UNKNOWN, ReasonCode.NO_RULE_FOR_AGE, plan)


def _plain(kind: VerdictKind, code: ReasonCode, plan: Plan | None = None) -> _Judged:
    if plan is None:
        return kind, (Reason(code),), ()
    return kind, (Reason(code, None, plan.id, plan.source, plan.confidence),), (plan.doubt,) if plan.doubt else ()


def _in_place(subject: Subject, history: History, place: Place, dose: Given) -> _Judged:
    """Judge a dose in the slot it would fill."""
    slot = place.slot
    terms = terms_of(subject, history, place, dose.vaccine, dose.ordinal)
    spacing = _spacing_before(history, place.edition, dose)
    if spacing is not None:
        terms.append(spacing)
    broken = [term for term in terms if term.ordinal > dose.ordinal]
    if not broken:
        return _VALID, _remarks(history, place, dose), (slot.doubt,) if slot.doubt else ()
    if slot.leniency is not None and (spacing is None or spacing.ordinal <= dose.ordinal):
        eased = lenient_terms(subject, history, place, dose.vaccine, dose.ordinal)
        if all(term.ordinal <= dose.ordinal for term in eased):
            ease = slot.leniency
            reason = Reason(ReasonCode.COUNTED_LENIENTLY, broken[0], slot.rule, ease.source, ease.confidence)
            return _VALID, (reason,), (ease.doubt,) if ease.doubt else ()
    reasons = tuple(_broken(term) for term in broken)
    kind = _UNKNOWN if any(t.kind is TermKind.TEST_READ for t in broken) else _INVALID
    doubts = (slot.doubt,) if slot.doubt else ()
    return kind, reasons, (*doubts, LIVE_REFUSED) if spacing in broken else doubts


def _broken(term: Term) -> Reason:
    return Reason(_REASON_OF_TERM[term.kind], term, term.rule, term.source, term.confidence)


def _spacing_before(history: History, edition: Edition, dose: Given) -> Term | None:
    """Return the spacing term of the last such dose on an earlier day."""
    spacing = edition.spacing_of[dose.vaccine.code]
    if spacing is None:
        return None
    for earlier in reversed(history.last_spaced.get(spacing.id, ())):
        if earlier.ordinal < dose.ordinal:
            return spacing_term(earlier, spacing)
    return None


def _remarks(history: History, place: Place, dose: Given) -> tuple[Reason, ...]:
    """Return what is to be said about a dose that counts: an interval beyond its window (C6)."""
    remarks: tuple[Reason, ...] = ()
    for interval in place.slot.intervals:
        if interval.at_most is None:
            continue
        start = interval_start(history, history.state(place.series), interval)
        if start is not None and dose.ordinal > interval.at_most.after(start[0].ordinal):
            end = interval.at_most.after(start[0].ordinal)
            term = Term(
                TermKind.INTERVAL, end, interval.at_most, place.slot.rule, interval.source, interval.confidence,
                start[0].id, start[0].vaccine.code, start[1], start[0].ordinal, start[0].vaccine.short_name,
            )  # fmt: skip
            remarks = (*remarks, Reason(ReasonCode.BEYOND_WINDOW, term, place.slot.rule, interval.source))
    return remarks
