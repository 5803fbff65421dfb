"""Laying overlays on editions: from the first day of an overlay on, each edition in force is one with what it adds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import msgspec

from clinic_app.domain.immunization.catalogue import CatalogueFile
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.edition_file import EditionFile, Spacing, Wait, with_slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clinic_app.domain.immunization.edition_file import HealthRule
    from clinic_app.domain.immunization.overlay_file import OverlayFile
    from clinic_app.domain.immunization.plan_language import SeriesRules

_Rule = TypeVar("_Rule", bound=Spacing | Wait)


def catalogue_with(catalogue: CatalogueFile, files: Iterable[EditionFile | OverlayFile]) -> CatalogueFile:
    """Return the catalogue with what files add at its end; codes it has are kept as they are."""
    series = {line.code: line for line in catalogue.series}
    vaccines = {vaccine.code: vaccine for vaccine in catalogue.vaccines}
    for file in files:
        for line in file.new_series:
            series.setdefault(line.code, line)
        for vaccine in file.new_vaccines:
            vaccines.setdefault(vaccine.code, vaccine)
    return CatalogueFile(series=tuple(series.values()), vaccines=tuple(vaccines.values()))


def overlaid(editions: Iterable[Edition], overlays: Sequence[OverlayFile], catalogue: CatalogueFile) -> list[Edition]:
    """Return the editions as they follow each other in time, each with the overlays in force on its days.

    Args:
        editions: without overlays, each with its first day.
        overlays: of those with one name the last that has begun is in force.
        catalogue: with what the overlays add.
    """
    ordered = sorted(editions, key=lambda edition: edition.effective_from)
    if not overlays:
        return ordered
    starts = {edition.effective_from for edition in ordered} | {o.effective_from.toordinal() for o in overlays}
    found: list[Edition] = []
    for start in sorted(starts):
        begun = [edition for edition in ordered if edition.effective_from <= start]
        edition = begun[-1] if begun else ordered[0]
        in_force = {o.overlay: o for o in overlays if o.effective_from.toordinal() <= start}
        for overlay in in_force.values():
            edition = laid_over(edition, overlay, catalogue, start)
        if edition not in found:
            found.append(edition)
    return found


def laid_over(edition: Edition, overlay: OverlayFile, catalogue: CatalogueFile, start: int) -> Edition:
    """Return an edition with one overlay on top, in force from the day with the ordinal `start` on."""
    mark = f"{overlay.overlay}@{overlay.effective_from}"
    written = EditionFile(
        edition=f"{edition.name}+{mark}",
        title=f"{edition.title}; {overlay.title}",
        extends=edition.name,
        effective_from=date.fromordinal(start),
        spacing=_with_own(edition.spacing, overlay.spacing),
        waits=_with_own(edition.waits, overlay.waits),
        health=_health(edition, overlay),
        free=(*edition.free, *overlay.free),
        series={code: _series(edition.series.get(code), added) for code, added in overlay.series.items()},
        source=overlay.source,
        confidence=overlay.confidence,
    )
    laid = Edition(with_slots(written), edition, catalogue)
    laid.overlays = (*edition.overlays, mark)
    return laid


def _with_own(inherited: tuple[_Rule, ...], added: tuple[_Rule, ...]) -> tuple[_Rule, ...]:
    """Return the rules of the edition, each replaced by the overlay's of the same id, and then the new ones."""
    own = {rule.id: rule for rule in added}
    known = {rule.id for rule in inherited}
    return (*(own.get(rule.id, rule) for rule in inherited), *(rule for rule in added if rule.id not in known))


def _health(edition: Edition, overlay: OverlayFile) -> tuple[HealthRule, ...]:
    """Return the rules of both; the first that speaks of a vaccine is heard, so what forbids comes before."""
    forbidding = tuple(rule for rule in overlay.health if rule.action == "contraindicated")
    others = tuple(rule for rule in overlay.health if rule.action != "contraindicated")
    return (*forbidding, *edition.health, *others)


def _series(inherited: SeriesRules | None, added: SeriesRules) -> SeriesRules:
    """Return a series with the plans of the overlay before those of the edition."""
    if inherited is None:
        return added
    plans = inherited.plans
    if inherited.self_paid and not added.self_paid:  # free for some: the others may still choose it, and need not
        plans = tuple(msgspec.structs.replace(plan, voluntary=True) for plan in plans)
    return msgspec.structs.replace(
        inherited,
        slots={**inherited.slots, **added.slots},
        plans=(*added.plans, *plans),
        self_paid=inherited.self_paid and added.self_paid,
        repeat_after=added.repeat_after,
        forecast=added.forecast or inherited.forecast,
    )
