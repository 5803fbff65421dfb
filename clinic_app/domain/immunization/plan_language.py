"""The language in which a series is written: plans of slots, for whom they are meant, and how they end."""

from typing import Literal

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.language import BIRTH, Condition, Deadline, Interval, Slot, Sourced, Written


class Refusal(Written, frozen=True, kw_only=True):
    """A vaccine not given, and what to call it: not_in_programme, not_indicated, requires_test."""

    vaccine: str
    action: Literal["not_in_programme", "not_indicated", "requires_test"]


class Plan(Sourced, frozen=True, kw_only=True):
    """A way through a series for those it is meant for.

    Attributes:
        when: who (facts, sex, cohort); given: what was counted before; from_age, before_age: at which age.
        from_age_binds: False where the age only says that this plan is meant, not that doses wait for it.
        begun_from, begun_before: at which age the first counted dose was given; today's age while there is none.
        earlier_from, earlier_before: how long before this course an earlier one was completed.
        doses: the slots by their names in the series; slots: the same, put here once the file is read.
        again: the slot that is given again and again after those, so that the series never ends.
        outcome: `give` walks the slots; the others say why nothing can be given: `closed`, `needs_fact`, `check`.
        uncounted: vaccines given rightly that this plan does not count, with the reason.
        adds_components: vaccines that fill no place, but whose components count.
        voluntary: nobody needs to begin it: before the first dose it is offered, never due.
        if_forbidden: status when health forbids every vaccine offered.
    """

    id: str
    when: tuple[Condition, ...] = ()
    given: tuple[Condition, ...] = ()
    from_age: Span = BIRTH
    before_age: Span | None = None
    from_age_binds: bool = True
    begun_from: Span = BIRTH
    begun_before: Span | None = None
    earlier_from: Span | None = None
    earlier_before: Span | None = None
    doses: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    again: str | None = None
    again_slot: Slot | None = None
    outcome: Literal["give", "closed", "needs_fact", "check"] = "give"
    reason: str | None = None
    not_allowed: tuple[Refusal, ...] = ()
    finish_before: Deadline | None = None
    uncounted: dict[str, str] = msgspec.field(default_factory=dict)
    adds_components: tuple[str, ...] = ()
    voluntary: bool = False
    if_forbidden: Literal["contraindicated", "check"] = "contraindicated"
    doubt: str | None = None


class SeriesRules(Written, frozen=True, kw_only=True):
    """A series (a line of the booklet): its plans, first fitting first.

    Attributes:
        slots: every place for a dose once, by its rule id; plans name them.
        repeat_after: wait after a dose that did not count where no interval of the slot says more (C7, C14).
        forecast: False for a series that this edition only judges, because it does not offer it.
        self_paid: outside the programme (非免疫规划): offered to those who never began it, forecast to those who did;
            the age at which the programme ends is not its end.
        course_of: a dated reading each day of which begins the series, and begins it anew once it was completed.
    """

    slots: dict[str, Slot] = msgspec.field(default_factory=dict)
    plans: tuple[Plan, ...]
    repeat_after: Interval
    forecast: bool = True
    self_paid: bool = False
    course_of: str | None = None
