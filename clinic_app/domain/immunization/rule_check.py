"""What is wrong with rule files before they are used: names that nothing answers to, statements without a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.edition_file import EditionFile, HealthRule, Spacing, Wait
from clinic_app.domain.immunization.facts import DATED_READINGS, READING_NAMES
from clinic_app.domain.immunization.language import (
    Condition,
    Interval,
    Plan,
    Preference,
    Refusal,
    SeriesRules,
    Slot,
    Sourced,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clinic_app.domain.immunization.catalogue import CatalogueFile


def problems_in(catalogue: CatalogueFile, editions: Iterable[EditionFile], sources: frozenset[str]) -> list[str]:
    """Return a sentence for every name that is not known; empty when the files may be used."""
    vaccines = frozenset(vaccine.code for vaccine in catalogue.vaccines)
    series = frozenset(line.code for line in catalogue.series)
    found = [f"vaccine {v.code}: unknown source {v.source}" for v in catalogue.vaccines if v.source not in sources]
    for vaccine in catalogue.vaccines:
        found += [f"vaccine {vaccine.code}: unknown series {code}" for code in vaccine.covers if code not in series]
    for edition in editions:
        found += [f"{edition.edition}: unknown series {code}" for code in edition.series if code not in series]
        for part in _parts(edition):
            found += [f"{edition.edition}: {problem}" for problem in _problems_of(part, vaccines, series, sources)]
    return found


def _parts(whole: object) -> Iterator[msgspec.Struct]:
    """Walk every object inside a decoded file."""
    if isinstance(whole, msgspec.Struct):
        yield whole
        for name in whole.__struct_fields__:
            yield from _parts(getattr(whole, name))
    elif isinstance(whole, dict):
        for inner in whole.values():
            yield from _parts(inner)
    elif isinstance(whole, tuple):
        for inner in whole:
            yield from _parts(inner)


def _problems_of(
    part: msgspec.Struct, vaccines: frozenset[str], series: frozenset[str], sources: frozenset[str]
) -> list[str]:
    """Return what one object names that nothing answers to."""
    found = [f"unknown vaccine {code}" for code in _vaccines_named(part) if code not in vaccines]
    if isinstance(part, Sourced) and part.source not in sources:
        found.append(f"unknown source {part.source}")
    if isinstance(part, Condition):
        if part.series is not None and part.series not in series:
            found.append(f"unknown series {part.series}")
        if part.fact is not None and part.fact not in READING_NAMES:
            found.append(f"unknown fact {part.fact}")
    if isinstance(part, Wait) and part.fact not in DATED_READINGS:
        found.append(f"unknown dated fact {part.fact}")
    if isinstance(part, Slot) and part.not_before_fact is not None and part.not_before_fact not in DATED_READINGS:
        found.append(f"unknown dated fact {part.not_before_fact}")
    return found + _problems_of_series(part) if isinstance(part, SeriesRules) else found


def _problems_of_series(rules: SeriesRules) -> list[str]:
    """Return what the plans and slots of one series have wrong between them."""
    found = [f"slot {name} calls itself {slot.rule}" for name, slot in rules.slots.items() if slot.rule != name]
    named = {name for plan in rules.plans for name in plan.doses}
    found += [f"unknown slot {name}" for name in sorted(named - rules.slots.keys())]
    found += [f"no plan uses slot {name}" for name in sorted(rules.slots.keys() - named)]
    found += [f"plan {plan.id} writes slots where names belong" for plan in rules.plans if plan.slots]
    if len({plan.id for plan in rules.plans}) != len(rules.plans):
        found.append("two plans of one series have the same id")
    return found


def _vaccines_named(part: msgspec.Struct) -> tuple[str, ...]:
    """Return the vaccines one object names itself."""
    if isinstance(part, Slot):
        return (*part.offer, *part.paid, *part.counts, *part.own_ages)
    if isinstance(part, Plan):
        return tuple(part.uncounted)
    if isinstance(part, (Refusal, Preference)):
        return (part.vaccine,)
    if isinstance(part, Interval):
        return part.of
    if isinstance(part, Condition):
        return (*(part.counted or ()), *((part.forbidden,) if part.forbidden else ()))
    if isinstance(part, (Spacing, Wait, HealthRule)):
        return (*part.vaccines, *part.excepting)
    return ()
