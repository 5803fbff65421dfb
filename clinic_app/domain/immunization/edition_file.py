"""The language of a whole edition: rules about vaccines chosen by name or property, and the file that holds them."""

from datetime import date
from typing import Any, Literal

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import SeriesName, Vaccine
from clinic_app.domain.immunization.language import Condition, Sourced, Technology
from clinic_app.domain.immunization.plan_language import Plan, SeriesRules


class _Chosen(Sourced, frozen=True, kw_only=True):
    """A rule about vaccines chosen by name or by property."""

    id: str
    vaccines: tuple[str, ...] = ()
    technology: tuple[Technology, ...] = ()
    excepting: tuple[str, ...] = ()


class _Named(_Chosen, frozen=True, kw_only=True):
    """A rule about something that has a name people know (Chinese, for the screen)."""

    name: str


class Spacing(_Chosen, frozen=True, kw_only=True):
    """Doses of the chosen vaccines on different days keep `at_least` apart (C16)."""

    at_least: Span


class Wait(_Named, frozen=True, kw_only=True):
    """The chosen vaccines wait `at_least` after each day of a dated reading."""

    fact: str
    at_least: Span


class HealthRule(_Named, frozen=True, kw_only=True):
    """What a state of health means for the chosen vaccines.

    Attributes:
        vaccines_of_fact: name of a reading that lists vaccines (those containing them are meant too); of those only
            the vaccines chosen, where any are, and none that are excepted.
        action: contraindicated; postpone (no date); assess (a doctor decides: 请核对).
        always_listed: named in every answer, also when the vaccine is not asked about.
    """

    when: tuple[Condition, ...]
    vaccines_of_fact: str | None = None
    action: Literal["contraindicated", "postpone", "assess"]
    always_listed: bool = False


class Advice(Sourced, frozen=True, kw_only=True):
    """A text (by its id) that accompanies a series and stops nothing: what to think of, what is no contraindication.

    Attributes:
        series: to which series it belongs.
        when: about whom; given: after which counted doses.
        at: while a dose is still to come, or when the series is complete.
    """

    id: str
    series: tuple[str, ...]
    when: tuple[Condition, ...] = ()
    given: tuple[Condition, ...] = ()
    at: Literal["open", "complete"] = "open"


class AgeLimit(Sourced, frozen=True, kw_only=True):
    """An age at which something ends."""

    age: Span


class FreeChoice(Sourced, frozen=True, kw_only=True):
    """A vaccine that this programme gives without charge to those it is meant for, whatever the catalogue says."""

    vaccine: str
    when: tuple[Condition, ...] = ()


class EditionFile(Sourced, frozen=True, kw_only=True):
    """One edition of the programme; what is absent is taken from the edition it extends.

    Attributes:
        sources: the documents it rests on, by id, besides those that are listed already.
        new_series, new_vaccines: lines of the booklet and vaccines the catalogue does not have.
        cases: questions with the answers expected, in the form of `question_lines`; run before the file is used.
        joined_to_all: no edition of its own: its series and advice are a part of every edition (自费疫苗).
    """

    edition: str
    title: str
    extends: str | None = None
    joined_to_all: bool = False
    effective_from: date | None = None
    catch_up_before: AgeLimit | None = None
    spacing: tuple[Spacing, ...] | None = None
    waits: tuple[Wait, ...] | None = None
    health: tuple[HealthRule, ...] | None = None
    free: tuple[FreeChoice, ...] | None = None
    advice: tuple[Advice, ...] | None = None
    series: dict[str, SeriesRules] = msgspec.field(default_factory=dict)
    sources: dict[str, str] = msgspec.field(default_factory=dict)
    new_series: tuple[SeriesName, ...] = ()
    new_vaccines: tuple[Vaccine, ...] = ()
    cases: tuple[dict[str, Any], ...] = ()


def with_slots(edition: EditionFile) -> EditionFile:
    """Return the edition with every plan's slots put in place of their names; all names must be known."""
    series = {code: msgspec.structs.replace(rules, plans=_filled(rules)) for code, rules in edition.series.items()}
    return msgspec.structs.replace(edition, series=series)


def with_parts(edition: EditionFile, parts: tuple[EditionFile, ...]) -> EditionFile:
    """Return an edition that extends none with the series and advice of the parts that every edition has."""
    series: dict[str, SeriesRules] = {}
    advice = edition.advice or ()
    for part in parts:
        series |= part.series
        advice += part.advice or ()
    return msgspec.structs.replace(edition, series={**series, **edition.series}, advice=advice)


def _filled(rules: SeriesRules) -> tuple[Plan, ...]:
    slots = rules.slots
    return tuple(
        msgspec.structs.replace(
            plan,
            slots=tuple(slots[name] for name in plan.doses),
            again_slot=None if plan.again is None else slots[plan.again],
        )
        for plan in rules.plans
    )
