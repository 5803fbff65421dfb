"""Whether a plan that is put before another asks for no less: its doses, ages, intervals, products and deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.language import BIRTH
from clinic_app.domain.immunization.rule_problem import RuleProblem
from clinic_app.domain.immunization.strictness import may_share_people, no_less, no_weaker_interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.domain.calendar import Span
    from clinic_app.domain.immunization.language import Leniency, Slot
    from clinic_app.domain.immunization.plan_language import Plan, SeriesRules

_ONLY_ADDS = "an overlay may only add or strengthen"
_OWN_CHOICE = "would be a family's own choice and never due"
_MAY_BE_OPENED = "not_in_programme"


def weaker_plans(place: str, added: SeriesRules, held: SeriesRules) -> Iterator[RuleProblem]:
    """Return where a plan of `added` would give somebody less than the plan of `held` that it goes before."""
    for plan in added.plans:
        slots = [added.slots[name] for name in plan.doses]
        for other in held.plans:
            if other.voluntary or not may_share_people(plan, other):
                continue
            here = f"{place} / plan {plan.id}"
            if other.outcome != "give":
                yield from _opened(here, plan, other)
            elif plan.outcome != "give":
                what = f"what plan {other.id} gives would not be given"
                yield RuleProblem(here, what, _ONLY_ADDS)
            else:
                yield from _weaker(here, plan, slots, other)


def _opened(place: str, plan: Plan, other: Plan) -> Iterator[RuleProblem]:
    """Only what the programme does not offer may be opened, not what it forbids or leaves to a person."""
    if plan.outcome == "give" and other.reason != _MAY_BE_OPENED:
        what = f"plan {other.id} gives nothing ({other.reason or other.outcome}), and this would give"
        yield RuleProblem(place, what, f"{_ONLY_ADDS}: leave those people out with `when` or the ages")


def _weaker(place: str, plan: Plan, slots: list[Slot], other: Plan) -> Iterator[RuleProblem]:
    if len(slots) < len(other.slots):
        what = f"{len(slots)} doses where plan {other.id} asks for {len(other.slots)}"
        yield RuleProblem(f"{place} / doses", what, f"{_ONLY_ADDS}: no dose may be left out")
    if plan.if_forbidden != other.if_forbidden and plan.if_forbidden == "check":
        what = f"what plan {other.id} calls contraindicated would be left to a person"
        yield RuleProblem(f"{place} / if_forbidden", what, _ONLY_ADDS)
    if plan.voluntary:
        yield RuleProblem(f"{place} / voluntary", f"what plan {other.id} asks for {_OWN_CHOICE}", _ONLY_ADDS)
    for number, (slot, held) in enumerate(zip(slots, other.slots, strict=False), start=1):
        here = f"{place} / dose {number} (slot {slot.rule}, compared with {held.rule})"
        yield from _weaker_ages(here, _waits_for(plan), slot, _waits_for(other), held)
        yield from _weaker_intervals(here, slot, held)
        yield from _weaker_slot(here, slot, held)
        yield from _lenient(f"{here} / leniency", slot.leniency, held.leniency)


def _waits_for(plan: Plan) -> Span:
    return plan.from_age if plan.from_age_binds else BIRTH


def _weaker_ages(place: str, waits: Span, slot: Slot, held_waits: Span, held: Slot) -> Iterator[RuleProblem]:
    for code in (*slot.offer, *slot.paid, *slot.counts):
        if code not in (*held.offer, *held.paid, *held.counts):
            what = f"{code} would count where the edition does not take it"
            yield RuleProblem(place, what, f"{_ONLY_ADDS}: offer what the edition takes there")
            continue
        age, least = _min_age(slot, code), _min_age(held, code)
        if not (no_less(age, least) or no_less(waits, least)):
            what = f"{code} from {age} on, where the edition asks for {least}"
            yield RuleProblem(f"{place} / min_age", what, f"{_ONLY_ADDS}: no minimum age may be lowered")
        elif not (no_less(age, held_waits) or no_less(waits, held_waits)):
            what = f"{code} from {age} on, where the plan of the edition waits for {held_waits}"
            yield RuleProblem(f"{place} / min_age", what, f"{_ONLY_ADDS}: no minimum age may be lowered")


def _min_age(slot: Slot, code: str) -> Span:
    own = slot.own_ages.get(code)
    return slot.min_age if own is None else own.min_age


def _weaker_intervals(place: str, slot: Slot, held: Slot) -> Iterator[RuleProblem]:
    for interval in held.intervals:
        if not any(no_weaker_interval(own, interval) for own in slot.intervals):
            since = {"previous": "the previous dose", "dose": f"dose {interval.number}", "last": "the last dose"}
            what = f"less than {interval.at_least} since {since[interval.since]} would be enough"
            yield RuleProblem(f"{place} / intervals", what, f"{_ONLY_ADDS}: no interval may be shortened")


def _weaker_slot(place: str, slot: Slot, held: Slot) -> Iterator[RuleProblem]:
    if slot.deferred and not held.deferred:
        yield RuleProblem(f"{place} / deferred", "the dose would not be given", _ONLY_ADDS)
    if slot.skip_when and slot.skip_when != held.skip_when:
        yield RuleProblem(f"{place} / skip_when", "the dose could be left out", _ONLY_ADDS)
    if slot.voluntary and not held.voluntary:
        yield RuleProblem(f"{place} / voluntary", f"the dose {_OWN_CHOICE}", _ONLY_ADDS)
    yield from _put_off(place, slot, held)
    late, held_late = slot.finish_before, held.finish_before
    if held_late is not None and (
        late is None or late.since_dose != held_late.since_dose or not no_less(held_late.age, late.age)
    ):
        what = f"the dose would be late only after {held_late.age}"
        yield RuleProblem(f"{place} / finish_before", what, f"{_ONLY_ADDS}: no deadline may be put off")


def _put_off(place: str, slot: Slot, held: Slot) -> Iterator[RuleProblem]:
    if slot.not_before is not None and (held.not_before is None or slot.not_before > held.not_before):
        what = f"the dose would be given to nobody before {slot.not_before}"
        yield RuleProblem(f"{place} / not_before", what, _ONLY_ADDS)
    if held.not_before_fact is not None and slot.not_before_fact != held.not_before_fact:
        what = f"the dose would not wait for {held.not_before_fact}"
        yield RuleProblem(f"{place} / not_before_fact", what, _ONLY_ADDS)


def _lenient(place: str, leniency: Leniency | None, held: Leniency | None) -> Iterator[RuleProblem]:
    if leniency is None:
        return
    if held is None or not no_less(leniency.min_age, held.min_age):
        yield RuleProblem(place, "doses given too early would count", _ONLY_ADDS)
    elif leniency.intervals is not None and leniency.intervals != held.intervals:
        yield RuleProblem(place, "doses given too soon would count", _ONLY_ADDS)
