"""Judging doses that were given, in the order of their dates, each by the edition in force on its own day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.language import BIRTH
from clinic_app.domain.immunization.results import (
    DoseVerdict,
    Reason,
    ReasonCode,
    TermKind,
    VerdictKind,
)
from clinic_app.domain.immunization.terms import (
    Place,
    Reckoned,
    interval_start,
    reckon,
    reckon_leniently,
    reckon_spacing,
    term_of,
)

if TYPE_CHECKING:
    from clinic_app.domain.immunization.catalogue import Cover
    from clinic_app.domain.immunization.edition import Edition, OpenPlan
    from clinic_app.domain.immunization.history import Given, History, SeriesState
    from clinic_app.domain.immunization.language import Plan, Spacing
    from clinic_app.domain.immunization.subject import Subject

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


def plan_on(subject: Subject, history: History, edition: Edition, state: SeriesState, on: int) -> OpenPlan | None:
    """Return the first plan of a series meant for this person, this history and this day."""
    for fitting in subject.plans(edition, state.series):
        if fitting.opens <= on < fitting.closes:
            given = fitting.plan.given
            if not given or history.holds(given, state):
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
        kind, reasons, doubts = _judged(subject, history, edition, state, dose)
        number = _note(subject, history, edition, state, dose, kind)
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
    subject: Subject, history: History, edition: Edition, state: SeriesState, dose: Given, kind: VerdictKind
) -> int | None:
    """Let the verdict change the series; return the number of a dose that counts."""
    if kind is _INVALID:
        state.refuse(dose)
    elif kind is _UNKNOWN:
        state.undecided = True
    if kind is not _VALID and kind is not _ACCEPTED:
        return None
    number = state.count(dose)
    if number < edition.least_doses.get(state.series, 0):
        return number
    fitting = plan_on(subject, history, edition, state, dose.ordinal)
    if fitting is not None and fitting.plan.slots:
        state.complete = history.open_slot(fitting.plan, state) is None
    return number


def _judged(subject: Subject, history: History, edition: Edition, state: SeriesState, dose: Given) -> _Judged:
    """Judge by the rules, then let a person's acceptance stand over them."""
    judged = _by_rules(subject, history, edition, state, dose)
    if dose.accepted and judged[0] is not _VALID and not state.complete:
        accepted = Reason(ReasonCode.ACCEPTED_BY_PERSON)
        return _ACCEPTED, (accepted, *judged[1]), judged[2]
    return judged


def _by_rules(subject: Subject, history: History, edition: Edition, state: SeriesState, dose: Given) -> _Judged:
    outside = _outside(subject, edition, state, dose)
    if outside is not None:
        return outside
    fitting = plan_on(subject, history, edition, state, dose.ordinal)
    if fitting is None:
        return _plain(_UNKNOWN, ReasonCode.NO_RULE_FOR_AGE)
    plan = fitting.plan
    uncounted = plan.uncounted.get(dose.vaccine.code)
    if uncounted is not None:
        return _plain(_EXTRA, _CODES[uncounted], plan)
    if plan.outcome != "give" and not plan.slots:
        return _without_slots(plan)
    found = history.open_slot(plan, state)
    if found is None:
        return _plain(_EXTRA, ReasonCode.ALREADY_COMPLETE, plan)
    place = Place(edition, state.series, plan, fitting.opens, *found)
    if place.slot.deferred:
        return _without_slots(plan)
    if not place.slot.accepts(dose.vaccine.code):
        return _plain(_UNKNOWN, ReasonCode.NO_RULE_FOR_VACCINE, plan)
    return _in_place(subject, history, place, state, dose)


def _outside(subject: Subject, edition: Edition, state: SeriesState, dose: Given) -> _Judged | None:
    """Return the verdict on a dose the plans need not be asked about."""
    if dose.ordinal < subject.born:
        return _plain(_INVALID, ReasonCode.BEFORE_BIRTH)
    if state.complete:
        return _plain(_EXTRA, ReasonCode.ALREADY_COMPLETE)
    if state.series not in edition.series:
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


def _in_place(subject: Subject, history: History, place: Place, state: SeriesState, dose: Given) -> _Judged:
    """Judge a dose in the slot it would fill."""
    slot, on = place.slot, dose.ordinal
    dates = reckon(subject, history, place, state, dose.vaccine, on)
    spacing = place.edition.spacing_of[dose.vaccine.code]
    if spacing is not None:
        dates += _spacing_before(history, spacing, on)
    broken = [one for one in dates if one[0] > on]
    if not broken:
        return _VALID, _remarks(history, place, state, dose), (slot.doubt,) if slot.doubt else ()
    eased = _eased(subject, history, place, state, dose, broken)
    if eased is not None:
        return eased
    kinds = {one[1] for one in broken}
    doubts = (slot.doubt,) if slot.doubt else ()
    if TermKind.LIVE in kinds:
        doubts = (*doubts, LIVE_REFUSED)
    return _UNKNOWN if TermKind.TEST_READ in kinds else _INVALID, tuple(map(_broken, broken)), doubts


def _eased(
    subject: Subject, history: History, place: Place, state: SeriesState, dose: Given, broken: list[Reckoned]
) -> _Judged | None:
    """Return the verdict on an early dose that a label or the catch-up rules still count; None where none does."""
    ease, on = place.slot.leniency, dose.ordinal
    if ease is None or any(one[1] is TermKind.LIVE for one in broken):
        return None
    for one in reckon_leniently(subject, history, place, state, ease, dose.vaccine, on):
        if one[0] > on:
            return None
    reason = Reason(ReasonCode.COUNTED_LENIENTLY, term_of(broken[0]), place.slot.rule, ease.source, ease.confidence)
    return _VALID, (reason,), (ease.doubt,) if ease.doubt else ()


def _broken(reckoned: Reckoned) -> Reason:
    term = term_of(reckoned)
    return Reason(_REASON_OF_TERM[term.kind], term, term.rule, term.source, term.confidence)


def _spacing_before(history: History, spacing: Spacing, on: int) -> list[Reckoned]:
    """Return the spacing date of the last such dose on an earlier day."""
    for earlier in reversed(history.last_spaced.get(spacing.id, ())):
        if earlier.ordinal < on:
            return [reckon_spacing(earlier, spacing)]
    return []


def _remarks(history: History, place: Place, state: SeriesState, dose: Given) -> tuple[Reason, ...]:
    """Return what is to be said about a dose that counts: an interval beyond its window (C6)."""
    remarks: tuple[Reason, ...] = ()
    for interval in place.slot.intervals:
        if interval.at_most is None:
            continue
        start = interval_start(history, state, interval)
        if start is not None and dose.ordinal > interval.at_most.after(start[0].ordinal):
            end = interval.at_most.after(start[0].ordinal)
            term = term_of((end, TermKind.INTERVAL, interval.at_most, place.slot.rule, interval, *start))
            remarks = (*remarks, Reason(ReasonCode.BEYOND_WINDOW, term, place.slot.rule, interval.source))
    return remarks
