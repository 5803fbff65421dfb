"""The language in which a series is written: plans, slots, intervals, conditions, and nothing else."""

from datetime import date
from typing import Literal

import msgspec

from clinic_app.domain.calendar import Span

Confidence = Literal["high", "medium", "low"]
Technology = Literal["live_injected", "live_oral", "inactivated"]
BIRTH = Span()


class Written(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True, rename={"one_of": "in"}):
    """One object of a rule file; a field the language does not know is refused."""


class Sourced(Written, frozen=True, kw_only=True):
    """A statement somebody can look up: the source's id and how sure we are of it."""

    source: str
    confidence: Confidence


class Condition(Written, frozen=True, kw_only=True):
    """One question about a person or the doses counted so far; every part that is written must hold.

    Attributes:
        fact: name of a reading; asked with `one_of`, `below`, `at_least` or `known`.
        born_from, born_before: birth cohort.
        forbidden: a vaccine that the person's health forbids.
        counted: vaccines (none named: every one) whose counted doses are compared with `below` or `at_least`.
        series: the series whose counted doses are meant; the series being judged when absent.
        component: an antigen whose counted doses are compared.
    """

    fact: str | None = None
    one_of: tuple[str | bool, ...] | None = None
    known: bool | None = None
    below: float | None = None
    at_least: float | None = None
    born_from: date | None = None
    born_before: date | None = None
    forbidden: str | None = None
    counted: tuple[str, ...] | None = None
    series: str | None = None
    component: str | None = None


class Interval(Sourced, frozen=True, kw_only=True):
    """The least time since another dose; `at_most` is a window that is remarked upon, never enforced (C6).

    Attributes:
        since: `previous` dose given in the series, counted `dose` number `number`, or the `last` dose of `of`.
    """

    since: Literal["previous", "dose", "last"]
    number: int = 0
    of: tuple[str, ...] = ()
    at_least: Span
    at_most: Span | None = None


class Deadline(Sourced, frozen=True, kw_only=True):
    """`应在…之前完成`: an age, or a time since the counted dose `since_dose`; the day itself is late."""

    age: Span
    since_dose: int | None = None


class OwnAge(Sourced, frozen=True, kw_only=True):
    """Another minimum age of one product in a slot (its label)."""

    min_age: Span


class Leniency(Sourced, frozen=True, kw_only=True):
    """What is enough for a dose already given to count, where it is less than what is offered; never for an OwnAge."""

    min_age: Span
    intervals: tuple[Interval, ...] | None = None
    doubt: str | None = None


class Preference(Written, frozen=True, kw_only=True):
    """The vaccine offered first when the conditions hold."""

    vaccine: str
    when: tuple[Condition, ...]


class Slot(Sourced, frozen=True, kw_only=True):
    """One place for a dose in a plan.

    Attributes:
        offer: the programme's vaccines, first choice first; `paid` may take their place; `counts` is only accepted
            when already given.
        not_before: the programme's first day for this dose; does not touch doses already given.
        not_before_fact: a dated reading the dose must not precede.
        skip_when: the slot is not needed when all of these hold.
        deferred: a later plan says how this dose is given.
        doubt: id of another defensible reading.
    """

    rule: str
    offer: tuple[str, ...]
    paid: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    min_age: Span
    not_before: date | None = None
    not_before_fact: str | None = None
    finish_before: Deadline | None = None
    intervals: tuple[Interval, ...] = ()
    own_ages: dict[str, OwnAge] = {}
    leniency: Leniency | None = None
    prefer: tuple[Preference, ...] = ()
    skip_when: tuple[Condition, ...] = ()
    deferred: bool = False
    doubt: str | None = None


class Refusal(Written, frozen=True, kw_only=True):
    """A vaccine not given, and what to call it: not_in_programme, not_indicated, requires_test."""

    vaccine: str
    action: Literal["not_in_programme", "not_indicated", "requires_test"]


class Plan(Sourced, frozen=True, kw_only=True):
    """A way through a series for those it is meant for.

    Attributes:
        when: who (facts, sex, cohort); given: what was counted before; from_age, before_age: at which age.
        from_age_binds: False where the age only says that this plan is meant, not that doses wait for it.
        doses: the slots by their names in the series; slots: the same, put here once the file is read.
        outcome: `give` walks the slots; the others say why nothing can be given: `closed`, `needs_fact`, `check`.
        uncounted: vaccines given rightly that this plan does not count, with the reason.
        if_forbidden: status when health forbids every vaccine offered.
    """

    id: str
    when: tuple[Condition, ...] = ()
    given: tuple[Condition, ...] = ()
    from_age: Span = BIRTH
    before_age: Span | None = None
    from_age_binds: bool = True
    doses: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    outcome: Literal["give", "closed", "needs_fact", "check"] = "give"
    reason: str | None = None
    not_allowed: tuple[Refusal, ...] = ()
    finish_before: Deadline | None = None
    uncounted: dict[str, str] = {}
    if_forbidden: Literal["contraindicated", "check"] = "contraindicated"
    doubt: str | None = None


class SeriesRules(Written, frozen=True, kw_only=True):
    """A series (a line of the booklet): its plans, first fitting first.

    Attributes:
        slots: every place for a dose once, by its rule id; plans name them.
        repeat_after: wait after a dose that did not count where no interval of the slot says more (C7, C14).
        forecast: False for a series that this edition only judges, because it does not offer it.
    """

    slots: dict[str, Slot] = {}
    plans: tuple[Plan, ...]
    repeat_after: Interval
    forecast: bool = True
