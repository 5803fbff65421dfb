"""The compiled form of a series: what is the same for everybody is worked out once, when an edition is read.

A rule file speaks of plans, slots and conditions. Asking about a person walks a form made for walking:

- a `ReadyPlan` is a plan with its places and, for each place, the deadline of the doses still missing from there on;
- a `Place` is a slot where it stands in its plan, with all that follows from the rule file alone: which vaccines can
  fill it, which are offered in which order, what a refused dose waits for, from which age the plan makes doses wait;
- a `Count` is a condition about counted doses, reduced to `at_least <= number < below`.

Nothing is decided here: places keep the slot and plan they were made of, and every reason names those.
"""

import math
from collections.abc import Iterable
from datetime import date

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.language import BIRTH, Condition, Deadline, Interval, Slot
from clinic_app.domain.immunization.plan_language import Plan, SeriesRules

ALWAYS = date.min.toordinal()
NEVER = date.max.toordinal()


class Count(msgspec.Struct, frozen=True, gc=False):
    """How many counted doses of `names` (all when empty) a series must have; `series` None is the one being judged."""

    series: str | None
    names: tuple[str, ...]
    at_least: float
    below: float
    on_first_day: bool = False


class Place(msgspec.Struct, frozen=True, gc=False):
    """A slot where it stands in the plan of a series.

    Attributes:
        waits_for: the age from which the plan makes its doses wait; None where the plan does not.
        fills: the vaccines of which a dose already given can fill the slot.
        skip: counts that make the slot superfluous; never superfluous when empty.
        orders: what is offered, first choice first, under the first counts that hold; the last always do.
        windows: the intervals that have a latest day (C6).
        doubts: the other reading of the slot, if there is one.
        offered_first: a series that nobody needs to begin (自费): before the first dose it is offered, never due.
        windowed: whether any product may only be given before some age.
    """

    series: str
    plan: Plan
    index: int
    slot: Slot
    repeat_after: Interval
    waits_for: Span | None
    fills: frozenset[str]
    skip: tuple[Count, ...]
    orders: tuple[tuple[tuple[Count, ...], tuple[str, ...]], ...]
    windows: tuple[Interval, ...]
    doubts: tuple[str, ...]
    offered_first: bool
    windowed: bool


class ReadyPlan(msgspec.Struct, frozen=True, gc=False):
    """A plan ready to be walked.

    Attributes:
        deadlines: for every place the first age deadline of it and those after it, and one more for the end (C12).
        skips: whether any place may be skipped.
        from_age, before_age: between which ages it is a person's plan; None where no age is asked for.
        narrowed: whether it asks at which age the first dose was given, or how long ago an earlier course was.
        again: the place that follows all others, as often as one likes.
    """

    plan: Plan
    places: tuple[Place, ...]
    given: tuple[Count, ...]
    deadlines: tuple[Deadline | None, ...]
    skips: bool
    from_age: Span | None
    before_age: Span | None
    narrowed: bool
    again: Place | None

    @property
    def least_doses(self) -> int:
        """How many doses it asks for before the first that may be skipped; no limit for a plan without places."""
        if not self.places:
            return NEVER
        return next((place.index for place in self.places if place.skip), len(self.places))


def plans_ready(series: str, rules: SeriesRules) -> tuple[ReadyPlan, ...]:
    """Return the plans of a series, ready to be walked."""
    return tuple(_ready(series, plan, rules) for plan in rules.plans)


def _ready(series: str, plan: Plan, rules: SeriesRules) -> ReadyPlan:
    places = tuple(_place(series, plan, index, slot, rules) for index, slot in enumerate(plan.slots))
    again = plan.again_slot
    begun = plan.begun_from is not BIRTH or plan.begun_before is not None
    return ReadyPlan(
        plan=plan,
        places=places,
        given=counts_of(plan.given),
        deadlines=_deadlines(plan),
        skips=any(place.skip for place in places),
        from_age=None if plan.from_age is BIRTH and plan.before_age is None else plan.from_age,
        before_age=plan.before_age,
        narrowed=begun or plan.earlier_from is not None or plan.earlier_before is not None,
        again=None if again is None else _place(series, plan, len(places), again, rules),
    )


def _place(series: str, plan: Plan, index: int, slot: Slot, rules: SeriesRules) -> Place:
    return Place(
        series=series,
        plan=plan,
        index=index,
        slot=slot,
        repeat_after=rules.repeat_after,
        waits_for=plan.from_age if plan.from_age_binds and plan.from_age is not BIRTH else None,
        fills=frozenset((*slot.offer, *slot.paid, *slot.counts)),
        skip=counts_of(slot.skip_when),
        orders=_orders(slot),
        windows=tuple(interval for interval in slot.intervals if interval.at_most is not None),
        doubts=(slot.doubt,) if slot.doubt else (),
        offered_first=(rules.self_paid and rules.course_of is None) or plan.voluntary,
        windowed=any(own.before_age is not None for own in slot.own_ages.values()),
    )


def _orders(slot: Slot) -> tuple[tuple[tuple[Count, ...], tuple[str, ...]], ...]:
    """Return the orders of what is offered: each preference puts its vaccine first, else as written."""
    preferred = [
        (counts_of(one.when), (one.vaccine, *(code for code in slot.offer if code != one.vaccine)))
        for one in slot.prefer
    ]
    return (*preferred, ((), slot.offer))


def counts_of(conditions: Iterable[Condition]) -> tuple[Count, ...]:
    """Return conditions about counted doses, reduced to their limits."""
    return tuple(
        Count(
            series=condition.series,
            names=(condition.counted or ()) if condition.component is None else (condition.component,),
            at_least=0 if condition.at_least is None else condition.at_least,
            below=math.inf if condition.below is None else condition.below,
            on_first_day=condition.on_first_day,
        )
        for condition in conditions
    )


def _deadlines(plan: Plan) -> tuple[Deadline | None, ...]:
    earliest: Deadline | None = plan.finish_before
    found: list[Deadline | None] = [earliest]
    for slot in reversed(plan.slots):
        own = slot.finish_before
        if own is not None and own.since_dose is None and (earliest is None or _days(own.age) < _days(earliest.age)):
            earliest = own
        found.append(earliest)
    return tuple(reversed(found))


def _days(age: Span) -> int:
    """Return an age on a scale where months and days can be compared."""
    return age.months * 31 + age.days
