"""What is said of one series, once it is known how its next dose is reached or why there is none."""

from datetime import date
from functools import lru_cache

import msgspec

from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.edition_file import HealthRule
from clinic_app.domain.immunization.history import SeriesState
from clinic_app.domain.immunization.language import BIRTH, Confidence, Slot, Sourced
from clinic_app.domain.immunization.places import Place, ReadyPlan
from clinic_app.domain.immunization.plan_language import Plan
from clinic_app.domain.immunization.reasons import Reason, ReasonCode, Term, TermKind
from clinic_app.domain.immunization.results import SeriesForecast, Status

_CODES = {code.value: code for code in ReasonCode}
_STATUS_OF_OUTCOME = {"closed": Status.CLOSED, "needs_fact": Status.NEEDS_FACT, "check": Status.CHECK}
_REASON_OF_HEALTH = {
    "contraindicated": ReasonCode.HEALTH_FORBIDS,
    "postpone": ReasonCode.HEALTH_POSTPONES,
    "assess": ReasonCode.HEALTH_ASSESSES,
}
REPEATED_AFTER_REFUSED = "repeated-after-refused"
_RANK: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}


class Way(msgspec.Struct, frozen=True, gc=False):
    """One way to the next dose: the place in its plan, the vaccines, the first offered first, and its dates."""

    ready: ReadyPlan
    place: Place
    vaccines: tuple[str, ...]
    terms: tuple[Term, ...]
    winner: int
    earliest: int
    health: HealthRule | None


def dated(asking: Asking, state: SeriesState, way: Way, today: ReadyPlan, index: int) -> SeriesForecast:
    """Return the forecast of a series whose next dose has a date, or would have one but for health."""
    slot, plan, on = way.place.slot, way.place.plan, asking.on
    counted = len(state.counted)
    late_from = _late_from(asking, state, today, index)
    voluntary = slot.voluntary or (way.place.offered_first and not state.begun)
    late = late_from is not None and on >= late_from and not voluntary
    waiting = way.earliest > on
    status = Status.WAITING if waiting else Status.OVERDUE if late else Status.DUE
    if voluntary:
        status = Status.OFFERED
    earliest: date | None = date.fromordinal(way.earliest)
    winner, reason = way.terms[way.winner], None
    if way.health is not None and not waiting:
        status = Status.WAITING if way.health.action == "postpone" else Status.CHECK
        reason, earliest = _health_reason(way.health), None
    return SeriesForecast(
        series=state.series,
        status=status,
        counted=counted if slot.skip_when or way.place is way.ready.again else way.place.index,
        late=late,
        number=counted + 1,
        vaccine=way.vaccines[0],
        vaccines=way.vaccines,
        earliest=earliest,
        recommended=earliest if earliest is None else _usual(asking, slot, earliest),
        finish_before=None if late_from is None else date.fromordinal(late_from),
        closed_on=None if plan.before_age is None else date.fromordinal(asking.subject.at_age[plan.before_age]),
        terms=way.terms,
        winner=None if earliest is None else way.winner,
        reason=reason,
        rule=slot.rule,
        source=slot.source,
        confidence=_weakest(slot.confidence, plan.confidence, winner.confidence),
        total=_total(asking, state, way.ready),
        doubts=_doubts(way.place, winner, waiting=waiting and earliest is not None),
    )


def _usual(asking: Asking, slot: Slot, earliest: date) -> date:
    """Return the day on which the dose is usually given."""
    if slot.usual_age is None:
        return earliest
    return max(earliest, date.fromordinal(asking.subject.at_age[slot.usual_age]))


def _total(asking: Asking, state: SeriesState, ready: ReadyPlan) -> int:
    """Return how many doses the plan asks for in all, as things stand."""
    counted = len(state.counted)
    if not ready.skips:
        return max(counted + (ready.again is not None), len(ready.places))
    holds = asking.history.holds
    return counted + sum([1 for place in ready.places[counted:] if not place.skip or not holds(place.skip, state)])


def _late_from(asking: Asking, state: SeriesState, ready: ReadyPlan, index: int) -> int | None:
    """Return the ordinal of the first late day: any missing dose whose time is over makes the series late (C12)."""
    deadline = ready.deadlines[index]
    latest = None if deadline is None else asking.subject.at_age[deadline.age]
    own = ready.places[index].slot.finish_before if index < len(ready.places) else None
    if own is not None and own.since_dose is not None and len(state.counted) >= own.since_dose:
        after = own.age.after(state.counted[own.since_dose - 1].ordinal)
        return after if latest is None else min(latest, after)
    return latest


def forbidden(asking: Asking, state: SeriesState, place: Place, first: str) -> SeriesForecast:
    """Return the forecast of a series whose every offered vaccine is contraindicated, `first` the first choice."""
    rule = asking.subject.health(asking.edition)[first]
    status = Status.CHECK if place.plan.if_forbidden == "check" else Status.CONTRAINDICATED
    return settled(asking, state, status, _health_reason(rule))


def without_date(asking: Asking, state: SeriesState, plan: Plan) -> SeriesForecast:
    """Return the forecast under a plan that gives nothing today, and why."""
    health = asking.subject.health(asking.edition)
    for refusal in plan.not_allowed if health else ():
        rule = health.get(refusal.vaccine)
        if rule is not None and rule.action == "contraindicated":
            return settled(asking, state, Status.CONTRAINDICATED, _health_reason(rule))
    late_from = None if plan.finish_before is None else asking.subject.at_age[plan.finish_before.age]
    return settled(asking, state, _STATUS_OF_OUTCOME[plan.outcome], _plan_reason(plan), plan, late_from)


def ended(asking: Asking, state: SeriesState, plan: Plan, today: ReadyPlan, index: int) -> SeriesForecast:
    """Return the forecast of a series whose next dose would come after its age has passed."""
    status = Status.NEEDS_FACT if plan.outcome == "needs_fact" else Status.CLOSED
    reason = Reason(ReasonCode.TOO_OLD_BY_THEN, None, plan.id, plan.source, plan.confidence)
    return settled(asking, state, status, reason, today.plan, _late_from(asking, state, today, index))


def settled(
    asking: Asking,
    state: SeriesState,
    status: Status,
    reason: Reason | None = None,
    plan: Plan | None = None,
    late_from: int | None = None,
) -> SeriesForecast:
    """Return a forecast without a date."""
    counted = len(state.counted)
    if reason is None:
        return _without_reason(state.series, status, counted)
    awaited = status is Status.NEEDS_FACT or status is Status.CHECK
    return SeriesForecast(
        series=state.series,
        status=status,
        counted=counted,
        late=awaited and late_from is not None and asking.on >= late_from,
        number=counted + 1 if awaited else None,
        finish_before=None if late_from is None else date.fromordinal(late_from),
        closed_on=_end_of(asking, plan),
        reason=reason,
        rule=reason.rule,
        source=reason.source,
        confidence=reason.confidence,
        doubts=(plan.doubt,) if plan is not None and plan.doubt else (),
    )


@lru_cache(maxsize=1024)
def _without_reason(series: str, status: Status, counted: int) -> SeriesForecast:
    """Return the one value for everybody of whom no more than this is to be said: a completed series, above all."""
    total = counted if status is Status.COMPLETE else None
    return SeriesForecast(series=series, status=status, counted=counted, total=total)


def _end_of(asking: Asking, plan: Plan | None) -> date | None:
    """Return the day on which a plan's age ends; a closed series has none to come."""
    if plan is None or plan.before_age is None or plan.before_age == BIRTH:
        return None
    return date.fromordinal(asking.subject.at_age[plan.before_age])


def _doubts(place: Place, winner: Term, *, waiting: bool) -> tuple[str, ...]:
    """Return the other readings that matter here: those of a slot and of repeating only while they change the day."""
    doubts: tuple[str, ...] = ()
    if waiting:
        doubts = (*place.doubts, REPEATED_AFTER_REFUSED) if winner.kind is TermKind.REPEAT else place.doubts
    return (*doubts, place.plan.doubt) if place.plan.doubt is not None else doubts


def _weakest(*confidences: Confidence) -> Confidence:
    return max(confidences, key=_RANK.__getitem__)


def because(code: ReasonCode, rule: Sourced) -> Reason:
    """Return a reason that needs no more than its source."""
    return Reason(code, None, "", rule.source, rule.confidence)


def _plan_reason(plan: Plan) -> Reason:
    code = _CODES[plan.reason] if plan.reason else ReasonCode.NOT_INDICATED
    return Reason(code, None, plan.id, plan.source, plan.confidence)


def _health_reason(rule: HealthRule) -> Reason:
    return Reason(_REASON_OF_HEALTH[rule.action], None, rule.id, rule.source, rule.confidence, rule.name)
