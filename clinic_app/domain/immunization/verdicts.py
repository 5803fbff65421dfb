"""Judging doses that were given, in the order of their dates, each by the edition in force on its own day."""

from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.catalogue import Cover
from clinic_app.domain.immunization.edition_file import Spacing
from clinic_app.domain.immunization.history import Given, History, SeriesState
from clinic_app.domain.immunization.language import BIRTH, Plan
from clinic_app.domain.immunization.places import Place
from clinic_app.domain.immunization.reasons import Reason, ReasonCode, TermKind
from clinic_app.domain.immunization.results import DoseVerdict, VerdictKind
from clinic_app.domain.immunization.subject import Subject
from clinic_app.domain.immunization.terms import (
    Reckoned,
    interval_start,
    reckon,
    reckon_leniently,
    reckon_spacing,
    term_of,
)

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


def judge(asking: Asking, dose: Given) -> list[DoseVerdict]:
    """Return one verdict per series the dose covers at its age, and note the dose in the history."""
    verdicts = []
    history, edition, vaccine = asking.history, asking.edition, dose.vaccine
    for cover in vaccine.covering:
        limited = cover.before_age is not None or cover.from_age is not BIRTH
        if limited and not _covered_at(asking.subject, cover, dose.ordinal):
            continue
        state = history.states[cover.series]
        kind, reasons, doubts = _by_rules(asking, state, dose)
        if dose.accepted and kind is not _VALID and not state.complete:
            kind, reasons = _ACCEPTED, (Reason(ReasonCode.ACCEPTED_BY_PERSON), *reasons)
        number = _note(asking, state, dose, kind)
        verdicts.append(
            DoseVerdict(dose.id, vaccine.code, dose.on, cover.series, kind, number, reasons, edition.name, doubts)
        )
    spacing = edition.spacing_of[vaccine.code]
    history.remember(dose, None if spacing is None else spacing.id)
    return verdicts


def _covered_at(subject: Subject, cover: Cover, on: int) -> bool:
    """Whether a vaccine fills this series at the age reached; a date before birth is judged by every series."""
    if cover.before_age is not None and on >= subject.at_age[cover.before_age]:
        return False
    return on < subject.born or on >= subject.at_age[cover.from_age]


def _note(asking: Asking, state: SeriesState, dose: Given, kind: VerdictKind) -> int | None:
    """Let the verdict change the series; return the number of a dose that counts."""
    if kind is _VALID or kind is _ACCEPTED:
        number = state.count(dose)
        if number >= asking.edition.least_doses.get(state.series, 0):
            ready = asking.plan_of(state)
            if ready is not None and ready.places:
                state.complete = asking.history.open_place(ready.places, state) is None
        return number
    if kind is _INVALID:
        state.refuse(dose)
    elif kind is _UNKNOWN:
        state.undecided = True
    return None


def _by_rules(asking: Asking, state: SeriesState, dose: Given) -> _Judged:
    """Judge a dose by the rules alone, whatever a person decided."""
    if state.complete or not asking.subject.born <= asking.on < asking.ends:
        return _outside(asking, state)
    ready = asking.plan_of(state)
    if ready is None:
        return _without_plan(asking, state)
    plan, places, code = ready.plan, ready.places, dose.vaccine.code
    if plan.uncounted and code in plan.uncounted:
        return _plain(_EXTRA, _CODES[plan.uncounted[code]], plan)
    if plan.outcome != "give" and not places:
        return _without_slots(plan)
    place = asking.history.open_place(places, state)
    if place is None:
        return _plain(_EXTRA, ReasonCode.ALREADY_COMPLETE, plan)
    if code not in place.fills:
        return _plain(_UNKNOWN, ReasonCode.NO_RULE_FOR_VACCINE, plan)
    if place.slot.deferred:
        return _without_slots(plan)
    return _in_place(asking, place, state, dose)


def _outside(asking: Asking, state: SeriesState) -> _Judged:
    """Return the verdict on a dose about which the plans need not be asked."""
    if asking.on < asking.subject.born:
        return _plain(_INVALID, ReasonCode.BEFORE_BIRTH)
    if state.complete:
        return _plain(_EXTRA, ReasonCode.ALREADY_COMPLETE)
    known = state.series in asking.edition.series
    return _plain(_EXTRA, ReasonCode.OUT_OF_PROGRAMME if known else ReasonCode.NO_RULES_FOR_SERIES)


def _without_plan(asking: Asking, state: SeriesState) -> _Judged:
    """Return the verdict on a dose of a series that has no plan for this person and day, or none at all."""
    if state.series in asking.edition.series:
        return _plain(_UNKNOWN, ReasonCode.NO_RULE_FOR_AGE)
    return _plain(_EXTRA, ReasonCode.NO_RULES_FOR_SERIES)


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


def _in_place(asking: Asking, place: Place, state: SeriesState, dose: Given) -> _Judged:
    """Judge a dose in the slot it would fill."""
    on = asking.on
    dates = reckon(asking, place, state, dose.vaccine)
    spacing = asking.edition.spacing_of[dose.vaccine.code]
    if spacing is not None:
        dates += _spacing_before(asking.history, spacing, on)
    for one in dates:
        if one[0] > on:
            break
    else:
        return _VALID, _remarks(asking.history, place, state, dose) if place.windows else (), place.doubts
    return _early(asking, place, state, dose, [one for one in dates if one[0] > on])


def _early(asking: Asking, place: Place, state: SeriesState, dose: Given, broken: list[Reckoned]) -> _Judged:
    """Judge a dose that came before the `broken` dates."""
    eased = _eased(asking, place, state, dose, broken)
    if eased is not None:
        return eased
    kinds = {one[1] for one in broken}
    doubts = (*place.doubts, LIVE_REFUSED) if TermKind.LIVE in kinds else place.doubts
    return _UNKNOWN if TermKind.TEST_READ in kinds else _INVALID, tuple(map(_broken, broken)), doubts


def _eased(asking: Asking, place: Place, state: SeriesState, dose: Given, broken: list[Reckoned]) -> _Judged | None:
    """Return the verdict on an early dose that a label or the catch-up rules still count; None where none does."""
    ease = place.slot.leniency
    if ease is None or any(one[1] is TermKind.LIVE for one in broken):
        return None
    for one in reckon_leniently(asking, place, state, ease, dose.vaccine):
        if one[0] > asking.on:
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
    for interval in place.windows:
        start = interval_start(history, state, interval)
        if start is None or interval.at_most is None:
            continue
        end = interval.at_most.after(start[0].ordinal)
        if dose.ordinal > end:
            term = term_of((end, TermKind.INTERVAL, interval.at_most, place.slot.rule, interval, *start))
            remarks = (*remarks, Reason(ReasonCode.BEYOND_WINDOW, term, place.slot.rule, interval.source))
    return remarks
