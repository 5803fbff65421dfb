"""Judging a dose in the place it would fill: too early, beyond its label, or as it should be."""

from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.edition_file import Spacing
from clinic_app.domain.immunization.history import Given, History, SeriesState
from clinic_app.domain.immunization.places import Place
from clinic_app.domain.immunization.plan_language import Plan
from clinic_app.domain.immunization.reasons import Reason, ReasonCode, TermKind
from clinic_app.domain.immunization.results import VerdictKind
from clinic_app.domain.immunization.terms import (
    Reckoned,
    interval_start,
    reckon,
    reckon_leniently,
    reckon_spacing,
    term_of,
)

_VALID, _INVALID, _UNKNOWN = VerdictKind.VALID, VerdictKind.INVALID, VerdictKind.UNKNOWN
_REASON_OF_TERM = {
    TermKind.AGE: ReasonCode.TOO_YOUNG,
    TermKind.INTERVAL: ReasonCode.TOO_SOON,
    TermKind.REPEAT: ReasonCode.TOO_SOON,
    TermKind.LIVE: ReasonCode.LIVE_TOO_CLOSE,
    TermKind.WAIT: ReasonCode.AFTER_FACT_TOO_SOON,
    TermKind.TEST_READ: ReasonCode.TEST_MISSING,
}
LIVE_REFUSED = "live-refused"
Judged = tuple[VerdictKind, tuple[Reason, ...], tuple[str, ...]]
"""How a dose counts, why, and the other readings."""


def plainly(kind: VerdictKind, code: ReasonCode, plan: Plan | None = None) -> Judged:
    """Return a verdict that no date explains."""
    if plan is None:
        return kind, (Reason(code),), ()
    return kind, (Reason(code, None, plan.id, plan.source, plan.confidence),), (plan.doubt,) if plan.doubt else ()


def in_place(asking: Asking, place: Place, state: SeriesState, dose: Given) -> Judged:
    """Judge a dose in the slot it would fill."""
    on = asking.on
    if place.windowed and (after := _after_label(asking, place, dose)) is not None:
        return after
    dates = reckon(asking, place, state, dose.vaccine)
    spacing = asking.edition.spacing_of[dose.vaccine.code]
    if spacing is not None:
        dates += _spacing_before(asking.history, spacing, on)
    for one in dates:
        if one[0] > on:
            break
    else:
        told = place.windows or dose.vaccine.counted_as != dose.vaccine.code
        return _VALID, _remarks(asking.history, place, state, dose) if told else (), place.doubts
    return _early(asking, place, state, dose, [one for one in dates if one[0] > on])


def _early(asking: Asking, place: Place, state: SeriesState, dose: Given, broken: list[Reckoned]) -> Judged:
    """Judge a dose that came before the `broken` dates."""
    eased = _eased(asking, place, state, dose, broken)
    if eased is not None:
        return eased
    kinds = {one[1] for one in broken}
    doubts = (*place.doubts, LIVE_REFUSED) if TermKind.LIVE in kinds else place.doubts
    return _UNKNOWN if TermKind.TEST_READ in kinds else _INVALID, tuple(map(_broken, broken)), doubts


def _eased(asking: Asking, place: Place, state: SeriesState, dose: Given, broken: list[Reckoned]) -> Judged | None:
    """Return the verdict on an early dose that a label or the catch-up rules still count; None where none does."""
    ease = place.slot.leniency
    if ease is None or any(one[1] is TermKind.LIVE for one in broken):
        return None
    if ease.same_day and (state.last is None or state.last.ordinal != asking.on):
        return None
    for one in reckon_leniently(asking, place, state, ease, dose.vaccine):
        if one[0] > asking.on:
            return None
    reason = Reason(ReasonCode.COUNTED_LENIENTLY, term_of(broken[0]), place.slot.rule, ease.source, ease.confidence)
    return _VALID, (reason,), (ease.doubt,) if ease.doubt else ()


def _after_label(asking: Asking, place: Place, dose: Given) -> Judged | None:
    """Return the verdict on a product given at an age its label no longer speaks of; None where it does."""
    own = place.slot.own_ages.get(dose.vaccine.counted_as)
    if own is None or own.before_age is None or asking.on < asking.subject.at_age[own.before_age]:
        return None
    reason = Reason(ReasonCode.AFTER_LABEL_AGE, None, place.slot.rule, own.source, own.confidence)
    return _UNKNOWN, (reason,), place.doubts


def _broken(reckoned: Reckoned) -> Reason:
    term = term_of(reckoned)
    return Reason(_REASON_OF_TERM[term.kind], term, term.rule, term.source, term.confidence)


def too_near(asking: Asking, dose: Given) -> tuple[Reason, ...]:
    """Return why a dose came too soon after another kept apart from it; empty where it did not."""
    spacing = asking.edition.spacing_of[dose.vaccine.code]
    dates = [] if spacing is None else _spacing_before(asking.history, spacing, asking.on)
    return tuple([_broken(one) for one in dates if one[0] > asking.on])


def _spacing_before(history: History, spacing: Spacing, on: int) -> list[Reckoned]:
    """Return the spacing date of the last such dose on an earlier day."""
    for earlier in reversed(history.last_spaced.get(spacing.id, ())):
        if earlier.ordinal < on:
            return [reckon_spacing(earlier, spacing)]
    return []


def _remarks(history: History, place: Place, state: SeriesState, dose: Given) -> tuple[Reason, ...]:
    """Return what is to be said about a dose that counts: an old vaccine, an interval beyond its window (C6)."""
    remarks: tuple[Reason, ...] = ()
    vaccine = dose.vaccine
    if vaccine.counted_as != vaccine.code:
        known = Reason(ReasonCode.COUNTED_AS_OLD, None, place.slot.rule, vaccine.source, vaccine.confidence)
        remarks = (known,)
    for interval in place.windows:
        start = interval_start(history, state, interval)
        if start is None or interval.at_most is None:
            continue
        end = interval.at_most.after(start[0].ordinal)
        if dose.ordinal > end:
            term = term_of((end, TermKind.INTERVAL, interval.at_most, place.slot.rule, interval, *start))
            remarks = (*remarks, Reason(ReasonCode.BEYOND_WINDOW, term, place.slot.rule, interval.source))
    return remarks
