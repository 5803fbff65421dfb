"""The language in which a slot is written: conditions, intervals, ages, deadlines, and nothing else."""

from datetime import date
from typing import Literal

import msgspec

from clinic_app.domain.calendar import Span

Confidence = Literal["high", "medium", "low"]
Technology = Literal["live_injected", "live_oral", "live_nasal", "inactivated"]
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
        on_first_day: only the counted doses given on the day of the first one are meant.
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
    on_first_day: bool = False


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
    """The ages of one product in a slot, and its intervals where they are others (its label)."""

    min_age: Span
    before_age: Span | None = None
    intervals: tuple[Interval, ...] | None = None


class Leniency(Sourced, frozen=True, kw_only=True):
    """What is enough for a dose already given to count, where it is less than what is offered; never for an OwnAge.

    Attributes:
        same_day: only a dose of the very day of the one before it is meant.
    """

    min_age: Span
    intervals: tuple[Interval, ...] | None = None
    same_day: bool = False
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
        usual_age: the age at which it is usually given, where that is later than it may be.
        voluntary: offered whenever it may be given, never due: each one is a family's own choice.
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
    usual_age: Span | None = None
    voluntary: bool = False
    doubt: str | None = None
