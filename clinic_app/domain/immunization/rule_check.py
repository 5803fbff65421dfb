"""What is wrong with rule files before they are used: names that nothing answers to, statements without a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.edition_file import Advice, EditionFile, FreeChoice, HealthRule, Spacing, Wait
from clinic_app.domain.immunization.facts import DATED_READINGS, READING_NAMES
from clinic_app.domain.immunization.language import (
    Condition,
    Interval,
    Preference,
    Slot,
    Sourced,
)
from clinic_app.domain.immunization.plan_language import Plan, Refusal, SeriesRules
from clinic_app.domain.immunization.rule_problem import RuleProblem
from clinic_app.domain.immunization.skip_check import misplaced_skips

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clinic_app.domain.immunization.catalogue import CatalogueFile
    from clinic_app.domain.immunization.overlay_file import OverlayFile

_NAMED_BY = ("id", "rule", "code", "vaccine")
_SHOWN = {"slots": "slot", "plans": "plan", "intervals": "interval", "health": "health", "waits": "wait"}
_NO_PLACE = ("series",)
_KNOWN_ONES = "write the code as the catalogue has it"


def problems_in(
    catalogue: CatalogueFile, files: Iterable[EditionFile | OverlayFile], sources: frozenset[str]
) -> list[RuleProblem]:
    """Return a problem for every name that is not known; none when the files may be used."""
    vaccines = frozenset(vaccine.code for vaccine in catalogue.vaccines)
    series = frozenset(line.code for line in catalogue.series)
    found: list[RuleProblem] = []
    for vaccine in catalogue.vaccines:
        place = f"vaccine {vaccine.code}"
        if vaccine.source not in sources:
            found.append(_unknown(place, "source", vaccine.source))
        found += [_unknown(place, "series", code) for code in vaccine.covers if code not in series]
        if vaccine.counted_as not in vaccines:
            found.append(_unknown(f"{place} / counted_as", "vaccine", vaccine.counted_as))
    for file in files:
        name = file.edition if isinstance(file, EditionFile) else file.overlay
        found += [_unknown(name, "series", code) for code in file.series if code not in series]
        for place, part in _parts(file, name):
            found += _problems_of(place, part, vaccines, series, sources)
    return found


def _unknown(place: str, kind: str, name: str) -> RuleProblem:
    todo = {"source": "list it among the sources", "vaccine": _KNOWN_ONES, "series": _KNOWN_ONES}.get(kind, "")
    return RuleProblem(place, f"unknown {kind} {name}", todo)


def _parts(whole: object, place: str) -> Iterator[tuple[str, msgspec.Struct]]:
    """Walk every object inside a decoded file, with the place where it stands."""
    if isinstance(whole, msgspec.Struct):
        yield place, whole
        for name in whole.__struct_fields__:
            inner = place if name in _NO_PLACE else f"{place} / {_SHOWN.get(name, name)}"
            yield from _parts(getattr(whole, name), inner)
    elif isinstance(whole, dict):
        for key, inner in whole.items():
            yield from _parts(inner, f"{place} {key}" if place.endswith(" / slot") else f"{place} / {key}")
    elif isinstance(whole, tuple):
        for number, inner in enumerate(whole, start=1):
            named = next((str(getattr(inner, key)) for key in _NAMED_BY if hasattr(inner, key)), str(number))
            yield from _parts(inner, f"{place} {named}")


def _problems_of(
    place: str, part: msgspec.Struct, vaccines: frozenset[str], series: frozenset[str], sources: frozenset[str]
) -> list[RuleProblem]:
    """Return what one object names that nothing answers to."""
    found = [_unknown(place, "vaccine", code) for code in _vaccines_named(part) if code not in vaccines]
    if isinstance(part, Sourced) and part.source not in sources:
        found.append(_unknown(place, "source", part.source))
    if isinstance(part, Condition):
        if part.series is not None and part.series not in series:
            found.append(_unknown(place, "series", part.series))
        if part.fact is not None and part.fact not in READING_NAMES:
            found.append(_unknown(place, "fact", part.fact))
    if isinstance(part, Advice):
        found += [_unknown(place, "series", code) for code in part.series if code not in series]
    if isinstance(part, SeriesRules) and part.course_of is not None and part.course_of not in DATED_READINGS:
        found.append(_unknown(f"{place} / course_of", "dated fact", part.course_of))
    if isinstance(part, Wait) and part.fact not in DATED_READINGS:
        found.append(_unknown(place, "dated fact", part.fact))
    if isinstance(part, Slot) and part.not_before_fact is not None and part.not_before_fact not in DATED_READINGS:
        found.append(_unknown(f"{place} / not_before_fact", "dated fact", part.not_before_fact))
    return found + _problems_of_series(place, part) if isinstance(part, SeriesRules) else found


def _problems_of_series(place: str, rules: SeriesRules) -> list[RuleProblem]:
    """Return what the plans and slots of one series have wrong between them."""
    found = [
        RuleProblem(f"{place} / slot {name}", f"slot {name} calls itself {slot.rule}", "give it one name")
        for name, slot in rules.slots.items()
        if slot.rule != name
    ]
    named = {name for plan in rules.plans for name in _slots_named(plan)}
    for plan in rules.plans:
        missing = sorted({*_slots_named(plan)} - rules.slots.keys())
        found += [_unknown(f"{place} / plan {plan.id} / doses", "slot", name) for name in missing]
        if plan.slots or plan.again_slot:
            what = f"plan {plan.id} writes slots where names belong"
            found.append(RuleProblem(f"{place} / plan {plan.id}", what, "write slots in the series, name them here"))
    for name in sorted(rules.slots.keys() - named):
        found.append(RuleProblem(f"{place} / slot {name}", f"no plan uses slot {name}", "take it out, or name it"))
    if len({plan.id for plan in rules.plans}) != len(rules.plans):
        found.append(RuleProblem(place, "two plans of one series have the same id", "give each its own"))
    return [*found, *misplaced_skips(place, rules)]


def _slots_named(plan: Plan) -> tuple[str, ...]:
    """Return the slots a plan names, that of every later dose at the end."""
    return plan.doses if plan.again is None else (*plan.doses, plan.again)


def _vaccines_named(part: msgspec.Struct) -> tuple[str, ...]:
    """Return the vaccines one object names itself."""
    if isinstance(part, Slot):
        return (*part.offer, *part.paid, *part.counts, *part.own_ages)
    if isinstance(part, Plan):
        return (*part.uncounted, *part.adds_components)
    if isinstance(part, (Refusal, Preference, FreeChoice)):
        return (part.vaccine,)
    if isinstance(part, Interval):
        return part.of
    if isinstance(part, Condition):
        return (*(part.counted or ()), *((part.forbidden,) if part.forbidden else ()))
    if isinstance(part, (Spacing, Wait, HealthRule)):
        return (*part.vaccines, *part.excepting)
    return ()
