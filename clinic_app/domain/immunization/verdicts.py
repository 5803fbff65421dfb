"""Judging doses that were given, in the order of their dates, each by the edition in force on its own day."""

from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.catalogue import Cover
from clinic_app.domain.immunization.history import Given, SeriesState
from clinic_app.domain.immunization.in_place import Judged, in_place, plainly, too_near
from clinic_app.domain.immunization.language import BIRTH
from clinic_app.domain.immunization.plan_language import Plan
from clinic_app.domain.immunization.reasons import Reason, ReasonCode
from clinic_app.domain.immunization.results import DoseVerdict, VerdictKind
from clinic_app.domain.immunization.subject import Subject

_VALID, _INVALID, _UNKNOWN = VerdictKind.VALID, VerdictKind.INVALID, VerdictKind.UNKNOWN
_ACCEPTED, _EXTRA = VerdictKind.ACCEPTED, VerdictKind.EXTRA
_CODES = {code.value: code for code in ReasonCode}


def judge(asking: Asking, dose: Given) -> list[DoseVerdict]:
    """Return one verdict per series the dose covers at its age, and note the dose in the history."""
    verdicts = []
    history, edition, vaccine = asking.history, asking.edition, dose.vaccine
    for cover in vaccine.covering:
        limited = cover.before_age is not None or cover.from_age is not BIRTH
        if limited and not _covered_at(asking.subject, cover, dose.ordinal):
            continue
        state = asking.state_of(cover.series) if cover.series in edition.course_of else history.states[cover.series]
        kind, reasons, doubts = _by_rules(asking, state, dose)
        if dose.accepted and kind is not _VALID and not state.complete:
            kind, reasons = _ACCEPTED, (Reason(ReasonCode.ACCEPTED_BY_PERSON), *reasons)
        if reasons and reasons[0].code is ReasonCode.ADDS_COMPONENT:
            state.add_components(vaccine)
            _finish(asking, state)
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
        _finish(asking, state)
        return number
    if kind is _INVALID:
        state.refuse(dose)
    elif kind is _UNKNOWN:
        state.undecided = True
    return None


def _finish(asking: Asking, state: SeriesState) -> None:
    """Note that a series is complete when no place of its plan is left."""
    if len(state.counted) >= asking.edition.least_doses.get(state.series, 0):
        ready = asking.plan_of(state)
        if ready is not None and ready.places:
            state.complete = asking.history.open_place(ready, state) is None


def _component(asking: Asking, plan: Plan, dose: Given) -> Judged:
    """Judge a dose that fills no place but may add what it contains."""
    near = too_near(asking, dose)
    return (_INVALID, near, ()) if near else plainly(_EXTRA, ReasonCode.ADDS_COMPONENT, plan)


def _by_rules(asking: Asking, state: SeriesState, dose: Given) -> Judged:
    """Judge a dose by the rules alone, whatever a person decided."""
    on, born = asking.on, asking.subject.born
    if state.complete or on < born or (on >= asking.ends and on >= asking.end_of(state.series)):
        return _outside(asking, state)
    ready = asking.plan_of(state)
    if ready is None:
        return _without_plan(asking, state)
    plan, places, code = ready.plan, ready.places, dose.vaccine.counted_as
    if plan.uncounted and code in plan.uncounted:
        return plainly(_EXTRA, _CODES[plan.uncounted[code]], plan)
    if plan.outcome != "give" and not places:
        return _without_slots(plan)
    if plan.adds_components and code in plan.adds_components:
        return _component(asking, plan, dose)
    place = asking.history.open_place(ready, state)
    if place is None:
        return plainly(_EXTRA, ReasonCode.ALREADY_COMPLETE, plan)
    if code not in place.fills:
        return plainly(_UNKNOWN, ReasonCode.NO_RULE_FOR_VACCINE, plan)
    if place.slot.deferred:
        return _without_slots(plan)
    return in_place(asking, place, state, dose)


def _outside(asking: Asking, state: SeriesState) -> Judged:
    """Return the verdict on a dose about which the plans need not be asked."""
    if asking.on < asking.subject.born:
        return plainly(_INVALID, ReasonCode.BEFORE_BIRTH)
    if state.complete:
        return plainly(_EXTRA, ReasonCode.ALREADY_COMPLETE)
    known = state.series in asking.edition.series
    return plainly(_EXTRA, ReasonCode.OUT_OF_PROGRAMME if known else ReasonCode.NO_RULES_FOR_SERIES)


def _without_plan(asking: Asking, state: SeriesState) -> Judged:
    """Return the verdict on a dose of a series that has no plan for this person and day, or none at all."""
    if state.series in asking.edition.series:
        return plainly(_UNKNOWN, ReasonCode.NO_RULE_FOR_AGE)
    return plainly(_EXTRA, ReasonCode.NO_RULES_FOR_SERIES)


def _without_slots(plan: Plan) -> Judged:
    """Return the verdict on a dose given where this plan gives none."""
    if plan.reason == ReasonCode.NOT_IN_PROGRAMME.value:
        return plainly(_EXTRA, ReasonCode.NOT_IN_PROGRAMME, plan)
    if plan.outcome == "needs_fact":
        return plainly(_UNKNOWN, ReasonCode.TEST_MISSING, plan)
    return plainly(_UNKNOWN, ReasonCode.NO_RULE_FOR_AGE, plan)
