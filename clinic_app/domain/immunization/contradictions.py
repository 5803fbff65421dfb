"""What a series says against itself: windows that can never be met, doses that count from what comes later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.places import NEVER
from clinic_app.domain.immunization.rule_problem import RuleProblem
from clinic_app.domain.immunization.strictness import apart, no_less

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clinic_app.domain.calendar import Span
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.immunization.language import Deadline, Interval, OwnAge, Slot
    from clinic_app.domain.immunization.plan_language import Plan, SeriesRules

_BORN = 738_000  # any day; ages and intervals are compared as they fall for somebody born then
_MEANT_LATE = "a plan for those who are late begins after its deadlines"


def contradictions(
    place: str, series: str, rules: SeriesRules, vaccines: Mapping[str, Vaccine], end: Span
) -> Iterator[RuleProblem]:
    """Return what slots and plans of one series say against themselves.

    Args:
        place: where the series stands.
        series: its code.
        rules: as written.
        vaccines: the catalogue by code.
        end: the age at which the programme ends.
    """
    for slot in rules.slots.values():
        yield from _of_slot(f"{place} / slot {slot.rule}", series, slot, vaccines)
    for plan in rules.plans:
        slots = [rules.slots[name] for name in plan.doses]
        yield from _of_plan(f"{place} / plan {plan.id}", plan, slots, end, carried=_goes_on(plan, rules))
        offered = {code for slot in slots for code in slot.offer if plan.outcome == "give"}
        for code in sorted(offered & {refused.vaccine for refused in plan.not_allowed}):
            what = f"{code} is offered by a dose of this plan, and not allowed"
            yield RuleProblem(f"{place} / plan {plan.id} / not_allowed", what, "say one of them")


def _goes_on(plan: Plan, rules: SeriesRules) -> bool:
    """Whether what this plan does not reach is given by one of later ages."""
    ends = plan.before_age
    return ends is not None and any(one.outcome == "give" and no_less(one.from_age, ends) for one in rules.plans)


def _of_slot(place: str, series: str, slot: Slot, vaccines: Mapping[str, Vaccine]) -> Iterator[RuleProblem]:
    taken = (*slot.offer, *slot.paid, *slot.counts)
    if not slot.offer and not slot.deferred:
        yield RuleProblem(
            f"{place} / offer", "no vaccine is offered", "name the programme's vaccine, first choice first"
        )
    for code in sorted({code for code in taken if taken.count(code) > 1}):
        yield RuleProblem(place, f"{code} stands in two lists", "offer it, take it paid, or count it: one of them")
    for code in taken:
        if series not in vaccines[code].covers:
            what = f"{code} does not fill the series {series}"
            yield RuleProblem(place, what, "correct the vaccine, or what the catalogue says it covers")
    yield from _of_own_ages(f"{place} / own_ages", slot.own_ages, taken)
    for preference in slot.prefer:
        if preference.vaccine not in slot.offer:
            what = f"{preference.vaccine} is preferred and not offered"
            yield RuleProblem(f"{place} / prefer", what, "offer it, or prefer another")
    ease = slot.leniency
    if ease is not None and not ease.same_day and no_less(ease.min_age, slot.min_age) and not ease.intervals:
        what = f"{ease.min_age} is no younger than min_age {slot.min_age}"
        yield RuleProblem(f"{place} / leniency", what, "leniency is for doses given earlier; take it out")
    for number, interval in enumerate(slot.intervals, start=1):
        yield from _of_interval(f"{place} / interval {number}", interval)


def _of_own_ages(place: str, own_ages: Mapping[str, OwnAge], taken: tuple[str, ...]) -> Iterator[RuleProblem]:
    for code, own in sorted(own_ages.items()):
        if code not in taken:
            yield RuleProblem(place, f"{code} has an age of its own and is not taken here", "take it out")
        if own.before_age is not None and no_less(own.min_age, own.before_age):
            what = f"from {own.min_age} and before {own.before_age}: it can never be given"
            yield RuleProblem(f"{place} / {code}", what, "the window must end later than it begins")
        for number, interval in enumerate(own.intervals or (), start=1):
            yield from _of_interval(f"{place} / {code} / interval {number}", interval)


def _of_interval(place: str, interval: Interval) -> Iterator[RuleProblem]:
    at_most, at_least = interval.at_most, interval.at_least
    if at_most is not None and no_less(at_least, at_most) and at_least != at_most:
        what = f"at least {at_least} and at most {at_most}: no day satisfies both"
        yield RuleProblem(place, what, "make the window longer than the interval")
    if interval.since == "dose" and interval.number < 1:
        yield RuleProblem(f"{place} / number", "counts from a dose without a number", "say which counted dose, from 1")
    if interval.since == "last" and not interval.of:
        yield RuleProblem(f"{place} / of", "counts from the last dose of no vaccine", "name the vaccines")


def _of_plan(place: str, plan: Plan, slots: list[Slot], end: Span, *, carried: bool) -> Iterator[RuleProblem]:
    if plan.before_age is not None and no_less(plan.from_age, plan.before_age):
        what = f"from {plan.from_age} and before {plan.before_age}: nobody is ever of that age"
        yield RuleProblem(place, what, "the plan must end later than it begins")
    for condition in plan.when:
        if condition.born_from and condition.born_before and condition.born_from >= condition.born_before:
            what = f"born from {condition.born_from} and before {condition.born_before}: nobody is"
            yield RuleProblem(f"{place} / when", what, "the cohort must end later than it begins")
    if apart(plan.when):
        yield RuleProblem(f"{place} / when", "two conditions cannot hold together", "nobody is meant; take one out")
    if plan.outcome == "give":
        if not slots:
            yield RuleProblem(
                f"{place} / doses", "gives, and has no dose", "name its slots, or give it another outcome"
            )
        yield from _of_doses(place, plan, slots, end, carried=carried)
    elif plan.reason is None:
        yield RuleProblem(f"{place} / reason", f"says {plan.outcome} and not why", "write a reason")


def _of_doses(place: str, plan: Plan, slots: list[Slot], end: Span, *, carried: bool) -> Iterator[RuleProblem]:
    """Follow the doses as early as they can be given and see whether each is still in its windows."""
    possible = plan.from_age.after(_BORN)
    closes = NEVER if plan.before_age is None else plan.before_age.after(_BORN)
    for number, slot in enumerate(slots, start=1):
        here = f"{place} / dose {number} (slot {slot.rule})"
        yield from _counts_from_later(here, number, slot)
        if slot.deferred:
            return
        alone = slot.min_age.after(_BORN)
        between = [i.at_least.after(possible) for i in slot.intervals if i.since == "previous" and number > 1]
        possible = max([alone, possible, *between])
        if alone >= closes:
            what = f"min_age {slot.min_age} is not before the plan's before_age {plan.before_age}"
            yield RuleProblem(
                f"{here} / min_age", what, "the dose can never be given: lower the one or raise the other"
            )
        elif possible >= closes and carried:
            return
        elif possible >= closes:
            what = f"cannot be reached before the plan's before_age {plan.before_age}, however early the child comes"
            yield RuleProblem(here, what, "shorten the intervals or let the plan go on longer")
        elif possible >= end.after(_BORN):
            yield RuleProblem(here, f"cannot be reached before the programme ends at {end}", "give it earlier")
        if slot.finish_before is not None:
            yield from _of_deadline(f"{here} / finish_before", slot.finish_before, plan, slot, possible)


def _counts_from_later(place: str, number: int, slot: Slot) -> Iterator[RuleProblem]:
    for interval in slot.intervals:
        if interval.since == "dose" and interval.number >= number:
            what = f"counts from dose {interval.number}, which is not before it"
            yield RuleProblem(f"{place} / intervals", what, "count from an earlier dose")
    late = slot.finish_before
    if late is not None and late.since_dose is not None and not 1 <= late.since_dose < number:
        what = f"counts from dose {late.since_dose}, which is not before it"
        yield RuleProblem(f"{place} / finish_before", what, "count from an earlier dose")


def _of_deadline(place: str, late: Deadline, plan: Plan, slot: Slot, possible: int) -> Iterator[RuleProblem]:
    if late.since_dose is not None or no_less(plan.from_age, late.age):
        return  # counted from a dose, or a plan for those who are late
    if no_less(slot.min_age, late.age):
        what = f"to be finished before {late.age} and given from {slot.min_age} on: the window can never be met"
        yield RuleProblem(place, what, f"finish it later or give it earlier ({_MEANT_LATE})")
    elif possible >= late.age.after(_BORN):
        what = f"cannot be finished before {late.age}, however early the child comes"
        yield RuleProblem(place, what, "shorten the intervals or put the deadline off")
