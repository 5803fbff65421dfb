"""The next dose of every series: when, of what, and every date that led there."""

from dataclasses import dataclass
from datetime import date

import msgspec

from clinic_app.domain.immunization.edition import Edition, OpenPlan
from clinic_app.domain.immunization.history import Given, History
from clinic_app.domain.immunization.language import (
    BIRTH,
    Confidence,
    Deadline,
    HealthRule,
    Plan,
    Slot,
    Sourced,
    Spacing,
)
from clinic_app.domain.immunization.results import Reason, ReasonCode, SeriesForecast, Status, Term, TermKind
from clinic_app.domain.immunization.rules import Rules
from clinic_app.domain.immunization.subject import Subject
from clinic_app.domain.immunization.terms import Place, Reckoned, reckon, reckon_spacing, term_of

_CODES = {code.value: code for code in ReasonCode}
REPEATED_AFTER_REFUSED = "repeated-after-refused"
_RANK: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked about, after which doses, by which edition, on which day."""

    rules: Rules
    subject: Subject
    history: History
    edition: Edition
    on: int


class _Way(msgspec.Struct, frozen=True, gc=False):
    """One way to the next dose: the place, the vaccine offered first, its dates."""

    place: Place
    vaccine: str
    others: tuple[str, ...]
    terms: tuple[Term, ...]
    winner: int
    earliest: int
    health: HealthRule | None


def forecast(asking: Asking, series: str) -> SeriesForecast:
    """Return what comes next in one series."""
    state = asking.history.state(series)
    if state.complete:
        return _settled(asking, series, Status.COMPLETE)
    if asking.on >= asking.subject.at_age[asking.edition.catch_up_before.age]:
        limit = asking.edition.catch_up_before
        return _settled(asking, series, Status.CLOSED, _because(ReasonCode.OUT_OF_PROGRAMME, limit))
    if state.undecided:
        return _settled(asking, series, Status.CHECK, Reason(ReasonCode.DOSE_UNDECIDED))
    plans = _plans_from(asking, series)
    if not plans:
        return _settled(asking, series, Status.CHECK, Reason(ReasonCode.NO_RULE_FOR_AGE))
    plan = plans[0].plan
    if plan.outcome != "give":
        return _without_date(asking, series, plan)
    return _along(asking, series, plans)


def _plans_from(asking: Asking, series: str) -> list[OpenPlan]:
    """Return the plan of the day first, then those of later ages; a child not yet born has the newborn's."""
    on, state = max(asking.on, asking.subject.born), asking.history.state(series)
    ahead = [
        fitting
        for fitting in asking.subject.plans(asking.edition, series)
        if on < fitting.closes and (not fitting.plan.given or asking.history.holds(fitting.plan.given, state))
    ]
    today = next((fitting for fitting in ahead if fitting.opens <= on), None)
    if today is None:
        return []
    later = [fitting for fitting in ahead if fitting.opens >= today.closes]
    return [today, *sorted(later, key=lambda fitting: fitting.opens)] if later else [today]


def _along(asking: Asking, series: str, plans: list[OpenPlan]) -> SeriesForecast:
    """Follow the plan of today, then those of later ages, to the first possible day."""
    today, state = plans[0].plan, asking.history.state(series)
    first = asking.history.open_slot(today, state)
    if first is None:
        return _settled(asking, series, Status.COMPLETE)
    for fitting in plans:
        plan = fitting.plan
        if plan.outcome != "give":
            return _ended(asking, series, plan, today, first[0])
        found = asking.history.open_slot(plan, state)
        if found is None:
            return _settled(asking, series, Status.COMPLETE)
        if found[1].deferred:
            continue
        place = Place(asking.edition, series, plan, fitting.opens, *found)
        way = _way(asking, place)
        if way is None:
            return _forbidden(asking, place)
        if max(way.earliest, asking.on) < fitting.closes:
            return _dated(asking, way, today, first[0])
    return _settled(asking, series, Status.CHECK, Reason(ReasonCode.NO_RULE_FOR_AGE))


def _way(asking: Asking, place: Place) -> _Way | None:
    """Return the way through a slot with the first vaccine that health allows; None when it allows none."""
    health = asking.subject.health(asking.edition)
    offered = _in_order(asking, place)
    if health:
        offered = [code for code in offered if code not in health or health[code].action != "contraindicated"]
    if not offered:
        return None
    slot = place.slot
    vaccine = asking.rules.vaccines[offered[0]]
    dates = reckon(asking.subject, asking.history, place, asking.history.state(place.series), vaccine, asking.on)
    if slot.not_before is not None:
        start = slot.not_before.toordinal()
        dates.append((start, TermKind.PROGRAMME_START, None, slot.rule, slot, None, None))
    days = [one[0] for one in dates]
    spacing = asking.edition.spacing_of[vaccine.code]
    if spacing is not None:
        dates += _spacings(asking.history.last_spaced.get(spacing.id, ()), spacing, max(days), asking.on)
        days = [one[0] for one in dates]
    due = max(days)
    paid = tuple(code for code in slot.paid if code not in health) if health else slot.paid
    return _Way(
        place,
        vaccine.code,
        (*offered, *paid),
        tuple(map(term_of, dates)),
        days.index(due),
        due,
        health.get(vaccine.code),
    )


def _in_order(asking: Asking, place: Place) -> list[str]:
    """Return the vaccines offered, the preferred one first."""
    offered, state = list(place.slot.offer), asking.history.state(place.series)
    for preference in place.slot.prefer:
        if asking.history.holds(preference.when, state):
            offered.remove(preference.vaccine)
            return [preference.vaccine, *offered]
    return offered


def _spacings(spaced: tuple[Given, ...] | list[Given], spacing: Spacing, due: int, on: int) -> list[Reckoned]:
    """Return the spacing dates that move the first possible day: other doses of the same day do not (C16)."""
    found: list[Reckoned] = []
    day = due
    for dose in spaced:
        if dose.ordinal < day < spacing.at_least.after(dose.ordinal):
            found.append(reckon_spacing(dose, spacing))
            day = found[-1][0]
    if day < on:
        for dose in spaced:
            if dose.ordinal < on < spacing.at_least.after(dose.ordinal):
                found.append(reckon_spacing(dose, spacing))
    return found


def _dated(asking: Asking, way: _Way, today: Plan, index: int) -> SeriesForecast:
    """Return the forecast of a series whose next dose has a date, or would have one but for health."""
    place, on = way.place, asking.on
    slot = place.slot
    late_from = _late_from(asking, place.series, today, index)
    late = late_from is not None and on >= late_from
    status = Status.WAITING if way.earliest > on else Status.OVERDUE if late else Status.DUE
    reason, earliest = None, date.fromordinal(way.earliest)
    undated = status is not Status.WAITING and way.health is not None
    if undated and way.health is not None:
        status = Status.WAITING if way.health.action == "postpone" else Status.CHECK
        reason = _health_reason(way.health)
    end = place.plan.before_age
    return SeriesForecast(
        series=place.series,
        status=status,
        counted=place.index if not slot.skip_when else len(asking.history.state(place.series).counted),
        late=late,
        number=len(asking.history.state(place.series).counted) + 1,
        vaccine=way.vaccine,
        vaccines=way.others,
        earliest=None if undated else earliest,
        recommended=None if undated else earliest,
        finish_before=None if late_from is None else date.fromordinal(late_from),
        closed_on=None if end is None else date.fromordinal(asking.subject.at_age[end]),
        terms=way.terms,
        winner=None if undated else way.winner,
        reason=reason,
        rule=slot.rule,
        source=slot.source,
        confidence=_weakest(slot.confidence, place.plan.confidence, way.terms[way.winner].confidence),
        total=_total(asking.history, place.plan, place.series),
        doubts=_doubts(slot, place.plan, way.terms[way.winner], waiting=status is Status.WAITING),
    )


def _total(history: History, plan: Plan, series: str) -> int:
    """Return how many doses the plan asks for in all, as things stand."""
    state = history.state(series)
    counted = len(state.counted)
    open_slots = plan.slots[counted:]
    return counted + sum(1 for s in open_slots if not s.skip_when or not history.holds(s.skip_when, state))


def _late_from(asking: Asking, series: str, plan: Plan, index: int) -> int | None:
    """Return the ordinal of the first late day: any missing dose whose time is over makes the series late (C12)."""
    deadline = asking.edition.deadline(series, plan, index)
    latest = None if deadline is None else asking.subject.at_age[deadline.age]
    own = plan.slots[index].finish_before if index < len(plan.slots) else None
    if own is not None and own.since_dose is not None:
        counted = asking.history.state(series).counted
        if len(counted) >= own.since_dose:
            after = own.age.after(counted[own.since_dose - 1].ordinal)
            latest = after if latest is None else min(latest, after)
    return latest


def _forbidden(asking: Asking, place: Place) -> SeriesForecast:
    """Return the forecast of a series whose every offered vaccine is contraindicated."""
    health = asking.subject.health(asking.edition)
    rule = health[_in_order(asking, place)[0]]
    status = Status.CHECK if place.plan.if_forbidden == "check" else Status.CONTRAINDICATED
    return _settled(asking, place.series, status, _health_reason(rule))


def _without_date(asking: Asking, series: str, plan: Plan) -> SeriesForecast:
    """Return the forecast under a plan that gives nothing today, and why."""
    health = asking.subject.health(asking.edition)
    for refusal in plan.not_allowed if health else ():
        rule = health.get(refusal.vaccine)
        if rule is not None and rule.action == "contraindicated":
            return _settled(asking, series, Status.CONTRAINDICATED, _health_reason(rule))
    status = {"closed": Status.CLOSED, "needs_fact": Status.NEEDS_FACT, "check": Status.CHECK}[plan.outcome]
    return _settled(asking, series, status, _plan_reason(plan), plan)


def _ended(asking: Asking, series: str, plan: Plan, today: Plan, index: int) -> SeriesForecast:
    """Return the forecast of a series whose next dose would come after its age has passed."""
    status = Status.NEEDS_FACT if plan.outcome == "needs_fact" else Status.CLOSED
    reason = Reason(ReasonCode.TOO_OLD_BY_THEN, None, plan.id, plan.source, plan.confidence)
    return _settled(asking, series, status, reason, today, index)


def _settled(
    asking: Asking, series: str, status: Status, reason: Reason | None = None, plan: Plan | None = None, index: int = -1
) -> SeriesForecast:
    """Return a forecast without a date."""
    counted = len(asking.history.state(series).counted)
    late_from = _deadline_of(asking, plan) if index < 0 else _late_from(asking, series, plan, index) if plan else None
    awaited = status is Status.NEEDS_FACT or status is Status.CHECK
    return SeriesForecast(
        series=series,
        status=status,
        counted=counted,
        late=awaited and late_from is not None and asking.on >= late_from,
        number=counted + 1 if awaited else None,
        finish_before=None if late_from is None else date.fromordinal(late_from),
        closed_on=_end_of(asking, plan),
        reason=reason,
        rule="" if reason is None else reason.rule,
        source="" if reason is None else reason.source,
        confidence="high" if reason is None else reason.confidence,
        total=counted if status is Status.COMPLETE else None,
        doubts=(plan.doubt,) if plan is not None and plan.doubt else (),
    )


def _deadline_of(asking: Asking, plan: Plan | None) -> int | None:
    deadline: Deadline | None = plan.finish_before if plan is not None else None
    return None if deadline is None else asking.subject.at_age[deadline.age]


def _end_of(asking: Asking, plan: Plan | None) -> date | None:
    """Return the day on which a plan's age ends; a closed series has none to come."""
    if plan is None or plan.before_age is None or plan.before_age == BIRTH:
        return None
    return date.fromordinal(asking.subject.at_age[plan.before_age])


def _doubts(slot: Slot, plan: Plan, winner: Term, *, waiting: bool) -> tuple[str, ...]:
    """Return the other readings that matter here: those of a slot and of repeating only while they change the day."""
    found = (
        slot.doubt if waiting else None,
        REPEATED_AFTER_REFUSED if waiting and winner.kind is TermKind.REPEAT else None,
        plan.doubt,
    )
    return tuple([doubt for doubt in found if doubt is not None])


def _weakest(*confidences: Confidence) -> Confidence:
    return max(confidences, key=_RANK.__getitem__)


def _because(code: ReasonCode, rule: Sourced) -> Reason:
    return Reason(code, None, "", rule.source, rule.confidence)


def _plan_reason(plan: Plan) -> Reason:
    code = _CODES[plan.reason] if plan.reason else ReasonCode.NOT_INDICATED
    return Reason(code, None, plan.id, plan.source, plan.confidence)


def _health_reason(rule: HealthRule) -> Reason:
    code = {
        "contraindicated": ReasonCode.HEALTH_FORBIDS,
        "postpone": ReasonCode.HEALTH_POSTPONES,
        "assess": ReasonCode.HEALTH_ASSESSES,
    }[rule.action]
    return Reason(code, None, rule.id, rule.source, rule.confidence, rule.name)
