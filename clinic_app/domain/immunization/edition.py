"""One edition ready for use: inheritance resolved, rules found by vaccine without searching."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.edition_file import (
    Advice,
    AgeLimit,
    EditionFile,
    FreeChoice,
    HealthRule,
    Spacing,
    Wait,
)
from clinic_app.domain.immunization.places import ALWAYS, plans_ready

if TYPE_CHECKING:
    from clinic_app.domain.immunization.catalogue import CatalogueFile, Vaccine
    from clinic_app.domain.immunization.language import Confidence
    from clinic_app.domain.immunization.plan_language import SeriesRules

_T = TypeVar("_T")
_ADULT = AgeLimit(age=Span(months=18 * 12), source="S1", confidence="high")


class Edition:
    """One edition of the programme (免疫程序版本).

    Attributes:
        name: such as NIP-2026.
        overlays: the names and first days of what counties have laid on it (NAME@DATE).
        effective_from: ordinal of its first day.
        catch_up_before: the age at which the programme ends.
        series: rules by series code.
        least_doses: by series, the counted doses below which no plan can be complete.
        plans_of: their plans, ready to be walked.
        spacing_of: by vaccine, the rule that keeps its doses apart from others.
        health: rules about states of health.
        free: vaccines given without charge to those they are meant for, whatever the catalogue says.
        advice: by series, the texts that may accompany it.
        self_paid: the series outside the programme.
        course_of: by series, the dated fact that begins it.
    """

    def __init__(self, written: EditionFile, parent: Edition | None, catalogue: CatalogueFile) -> None:
        self.name = written.edition
        self.overlays: tuple[str, ...] = ()
        self.title = written.title
        self.source: str = written.source
        self.confidence: Confidence = written.confidence
        self.effective_from = written.effective_from.toordinal() if written.effective_from else ALWAYS
        inherited = parent.catch_up_before if parent else _ADULT
        self.catch_up_before: AgeLimit = written.catch_up_before or inherited
        self.series: dict[str, SeriesRules] = {**(parent.series if parent else {}), **written.series}
        self.health: tuple[HealthRule, ...] = _own_or(written.health, parent.health if parent else ())
        self.waits: tuple[Wait, ...] = _own_or(written.waits, parent.waits if parent else ())
        self.spacing: tuple[Spacing, ...] = _own_or(written.spacing, parent.spacing if parent else ())
        self.free: tuple[FreeChoice, ...] = _own_or(written.free, parent.free if parent else ())
        self.advice = _by_series(_own_or(written.advice, ()), parent)
        self.self_paid = frozenset(code for code, rules in self.series.items() if rules.self_paid)
        self.course_of = {code: rules.course_of for code, rules in self.series.items() if rules.course_of}
        self.plans_of = {code: plans_ready(code, rules) for code, rules in self.series.items()}
        self.least_doses = {code: min(plan.least_doses for plan in plans) for code, plans in self.plans_of.items()}
        self._waits_of = {v.code: tuple(w for w in self.waits if concerns(w, v)) for v in catalogue.vaccines}
        self.spacing_of = {v.code: next((s for s in self.spacing if concerns(s, v)), None) for v in catalogue.vaccines}

    def waits_of(self, vaccine: str) -> tuple[Wait, ...]:
        """Return the waits after dated facts that concern `vaccine`."""
        return self._waits_of.get(vaccine, ())


def _by_series(own: tuple[Advice, ...], parent: Edition | None) -> dict[str, tuple[Advice, ...]]:
    """Return by series what is inherited and what is new; an edition's own text takes the place of one of its name."""
    found = {one.id: one for texts in (parent.advice if parent else {}).values() for one in texts}
    found |= {one.id: one for one in own}
    series = dict.fromkeys(code for one in found.values() for code in one.series)
    return {code: tuple(one for one in found.values() if code in one.series) for code in series}


def _own_or(own: tuple[_T, ...] | None, inherited: tuple[_T, ...]) -> tuple[_T, ...]:
    """Return what the edition writes, else what it inherits."""
    return inherited if own is None else own


def concerns(rule: Spacing | Wait | HealthRule, vaccine: Vaccine) -> bool:
    """Whether a rule chooses `vaccine`, by name or by property."""
    if vaccine.code in rule.excepting:
        return False
    return vaccine.code in rule.vaccines or vaccine.technology in rule.technology
