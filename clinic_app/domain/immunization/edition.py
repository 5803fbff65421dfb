"""One edition ready for use: inheritance resolved, rules found by vaccine without searching."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.language import (
    BIRTH,
    AgeLimit,
    Confidence,
    Deadline,
    EditionFile,
    HealthRule,
    Plan,
    SeriesRules,
    Spacing,
    Wait,
)

if TYPE_CHECKING:
    from clinic_app.domain.immunization.catalogue import CatalogueFile, Vaccine

_T = TypeVar("_T")
_ALWAYS = date.min.toordinal()
NEVER = date.max.toordinal()
_ADULT = AgeLimit(age=Span(months=18 * 12), source="S1", confidence="high")


class OpenPlan(msgspec.Struct, frozen=True, gc=False):
    """A plan with the days between which it is a person's; `closes` is the first day after."""

    plan: Plan
    opens: int
    closes: int


class Edition:
    """One edition of the programme (免疫程序版本).

    Attributes:
        name: such as NIP-2026.
        effective_from: ordinal of its first day.
        catch_up_before: the age at which the programme ends.
        series: rules by series code.
        least_doses: by series, the counted doses below which no plan can be complete.
        plans_of: their plans, those of every age already open.
        spacing_of: by vaccine, the rule that keeps its doses apart from others.
        health: rules about states of health.
    """

    def __init__(self, written: EditionFile, parent: Edition | None, catalogue: CatalogueFile) -> None:
        self.name = written.edition
        self.title = written.title
        self.source: str = written.source
        self.confidence: Confidence = written.confidence
        self.effective_from = written.effective_from.toordinal() if written.effective_from else _ALWAYS
        inherited = parent.catch_up_before if parent else _ADULT
        self.catch_up_before: AgeLimit = written.catch_up_before or inherited
        self.series: dict[str, SeriesRules] = {**(parent.series if parent else {}), **written.series}
        self.health: tuple[HealthRule, ...] = _own_or(written.health, parent.health if parent else ())
        self.waits: tuple[Wait, ...] = _own_or(written.waits, parent.waits if parent else ())
        self.spacing: tuple[Spacing, ...] = _own_or(written.spacing, parent.spacing if parent else ())
        self.plans_of = {code: tuple([_ready(p) for p in rules.plans]) for code, rules in self.series.items()}
        self.least_doses = {code: min(map(_least, rules.plans)) for code, rules in self.series.items()}
        self.shelf_of = {code: self._shelf(code, written, parent) for code in self.series}
        self._waits_of = {v.code: tuple(w for w in self.waits if concerns(w, v)) for v in catalogue.vaccines}
        self.spacing_of = {v.code: next((s for s in self.spacing if concerns(s, v)), None) for v in catalogue.vaccines}
        self._late = {(code, plan.id): _deadlines(plan) for code, rules in self.series.items() for plan in rules.plans}

    def waits_of(self, vaccine: str) -> tuple[Wait, ...]:
        """Return the waits after dated facts that concern `vaccine`."""
        return self._waits_of.get(vaccine, ())

    def _shelf(self, series: str, written: EditionFile, parent: Edition | None) -> str:
        """Return the name under which a person's plans of a series are kept: inherited plans are the same plans."""
        by_health = any(c.forbidden is not None for plan in self.series[series].plans for c in plan.when)
        if parent is None or series in written.series or by_health:
            return f"{self.name}/{series}"
        return parent.shelf_of[series]

    def deadline(self, series: str, plan: Plan, index: int) -> Deadline | None:
        """Return the first age deadline of the doses still missing from `index` on (C12)."""
        return self._late[series, plan.id][index]


def _least(plan: Plan) -> int:
    """Return how many doses a plan asks for before the first that may be skipped; no limit for a plan without slots."""
    if not plan.slots:
        return NEVER
    return next((index for index, slot in enumerate(plan.slots) if slot.skip_when), len(plan.slots))


def _ready(plan: Plan) -> Plan | OpenPlan:
    """Return a plan of every age as open to everybody, the others as they are."""
    ageless = plan.from_age is BIRTH and plan.before_age is None
    return OpenPlan(plan, _ALWAYS, NEVER) if ageless else plan


def _own_or(own: tuple[_T, ...] | None, inherited: tuple[_T, ...]) -> tuple[_T, ...]:
    """Return what the edition writes, else what it inherits."""
    return inherited if own is None else own


def concerns(rule: Spacing | Wait | HealthRule, vaccine: Vaccine) -> bool:
    """Whether a rule chooses `vaccine`, by name or by property."""
    if vaccine.code in rule.excepting:
        return False
    return vaccine.code in rule.vaccines or vaccine.technology in rule.technology


def _deadlines(plan: Plan) -> tuple[Deadline | None, ...]:
    """Return for every slot the earliest age deadline of it and those after it, and one more for the end."""
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
