"""What an overlay must not do: take away, lower, lift or delete anything of the editions it is laid on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.delay_check import delays, holds_for_everybody
from clinic_app.domain.immunization.edition import concerns
from clinic_app.domain.immunization.plan_check import weaker_plans
from clinic_app.domain.immunization.rule_problem import RuleProblem
from clinic_app.domain.immunization.strictness import no_less

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from clinic_app.domain.immunization.catalogue import CatalogueFile, Vaccine
    from clinic_app.domain.immunization.edition import Edition
    from clinic_app.domain.immunization.edition_file import EditionFile, Spacing, Wait
    from clinic_app.domain.immunization.overlay_file import OverlayFile
    from clinic_app.domain.immunization.plan_language import SeriesRules

ONLY_ADDS = "an overlay may only add or strengthen"
_MARKS = "+@"


def weakenings(overlay: OverlayFile, editions: Iterable[Edition], catalogue: CatalogueFile) -> tuple[RuleProblem, ...]:
    """Return every way in which an overlay would weaken an edition that is in force on one of its days.

    Args:
        overlay: its names are known to answer to something.
        editions: without overlays.
        catalogue: without what overlays add.
    """
    found = [*_name(overlay)]
    national = [*editions]
    for edition in _concerned(overlay, national):
        place = f"{overlay.overlay} on {edition.name}"
        found += _of_rules(place, overlay, edition, catalogue)
        found += delays(place, overlay, edition, national, catalogue.vaccines)
        for code, added in overlay.series.items():
            if code in edition.series:
                found += _of_series(f"{place} / {code}", added, edition.series[code])
    return tuple(dict.fromkeys(found))


def twice(overlays: Sequence[OverlayFile]) -> Iterator[RuleProblem]:
    """Yield overlays of one name that begin on one day: nothing says which of them holds."""
    begun = Counter((overlay.overlay, overlay.effective_from) for overlay in overlays)
    for (name, day), times in begun.items():
        if times > 1:
            yield RuleProblem(name, f"two overlays of this name begin on {day}", "give one of them another day or name")


def _concerned(overlay: OverlayFile, editions: Iterable[Edition]) -> list[Edition]:
    """Return the editions in force on or after the first day of the overlay."""
    ordered = sorted(editions, key=lambda edition: edition.effective_from)
    start = overlay.effective_from.toordinal()
    begun = [edition for edition in ordered if edition.effective_from <= start]
    return [*(begun[-1:] or ordered[:1]), *(edition for edition in ordered if edition.effective_from > start)]


def _name(overlay: OverlayFile) -> Iterator[RuleProblem]:
    if any(mark in overlay.overlay for mark in _MARKS) or not overlay.overlay.strip():
        yield RuleProblem(overlay.overlay, "the name of an overlay holds neither + nor @", "choose another name")


def names_taken(
    place: str, file: EditionFile | OverlayFile, catalogue: CatalogueFile, sources: Mapping[str, str]
) -> Iterator[RuleProblem]:
    """Yield the names a file takes for something else: those of the catalogue and of other sources."""
    vaccines = {vaccine.code for vaccine in catalogue.vaccines}
    for vaccine in file.new_vaccines:
        if vaccine.code in vaccines:
            what = f"vaccine {vaccine.code} is in the catalogue already; it is live or inactivated, free or paid there"
            yield RuleProblem(f"{place} / new_vaccines {vaccine.code}", what, f"{ONLY_ADDS}: use a new code")
    series = {line.code for line in catalogue.series}
    for line in file.new_series:
        if line.code in series:
            what = f"series {line.code} is in the catalogue already"
            yield RuleProblem(f"{place} / new_series {line.code}", what, f"{ONLY_ADDS}: use a new code")
    for name, words in file.sources.items():
        if sources.get(name, words) != words:
            what = f"source {name} is another document in the editions"
            yield RuleProblem(f"{place} / sources {name}", what, "give the document an id of its own")


def _of_rules(place: str, overlay: OverlayFile, edition: Edition, catalogue: CatalogueFile) -> Iterator[RuleProblem]:
    """Return rules about vaccines that would be less than those of the edition."""
    vaccines = catalogue.vaccines
    waits = {wait.id: wait for wait in edition.waits}
    for added in overlay.waits:
        if added.id in waits:
            yield from _weaker_wait(f"{place} / wait {added.id}", added, waits[added.id], vaccines)
    spacings = {spacing.id: spacing for spacing in edition.spacing}
    for rule in overlay.spacing:
        yield from _weaker_spacing(f"{place} / spacing {rule.id}", rule, spacings, vaccines)
    health = {rule.id for rule in edition.health}
    for one in overlay.health:
        if one.id in health:
            what = f"health rule {one.id} of the edition would be replaced, and what it forbids lifted"
            yield RuleProblem(f"{place} / health {one.id}", what, f"{ONLY_ADDS}: use a new id")
        if holds_for_everybody(one):
            what = "a healthy child meets it, or one of whom nothing is told, and would not get the vaccine"
            yield RuleProblem(f"{place} / health {one.id} / when", what, f"{ONLY_ADDS}: say whose health forbids it")


def _weaker_wait(place: str, added: Wait, held: Wait, vaccines: tuple[Vaccine, ...]) -> Iterator[RuleProblem]:
    if added.fact != held.fact:
        yield RuleProblem(place, f"the wait after {held.fact} would be gone", f"{ONLY_ADDS}: use a new id")
    if not no_less(added.at_least, held.at_least):
        yield RuleProblem(f"{place} / at_least", _shorter(added.at_least, held.at_least), ONLY_ADDS)
    if gone := _left_out(added, held, vaccines):
        yield RuleProblem(place, f"{gone} would not have to wait any more", f"{ONLY_ADDS}: choose them too")


def _weaker_spacing(
    place: str, added: Spacing, held: Mapping[str, Spacing], vaccines: tuple[Vaccine, ...]
) -> Iterator[RuleProblem]:
    same = held.get(added.id)
    if same is not None:
        if not no_less(added.at_least, same.at_least):
            yield RuleProblem(f"{place} / at_least", _shorter(added.at_least, same.at_least), ONLY_ADDS)
        if gone := _left_out(added, same, vaccines):
            yield RuleProblem(place, f"{gone} would be kept apart from nothing", f"{ONLY_ADDS}: choose them too")
    for other in held.values():
        both = [v.code for v in vaccines if other is not same and concerns(other, v) and concerns(added, v)]
        if both:
            what = f"{', '.join(both)} would be taken out of the conflict {other.id}"
            yield RuleProblem(place, what, f"{ONLY_ADDS}: give the rule the id {other.id} and all its vaccines")


def _left_out(added: Spacing | Wait, held: Spacing | Wait, vaccines: tuple[Vaccine, ...]) -> str:
    return ", ".join(v.code for v in vaccines if concerns(held, v) and not concerns(added, v))


def _shorter(added: object, held: object) -> str:
    return f"{added} is shorter than the {held} of the edition"


def _of_series(place: str, added: SeriesRules, held: SeriesRules) -> Iterator[RuleProblem]:
    """Return what the plans of an overlay would take away in a series that the edition has."""
    for name, slot in added.slots.items():
        if name in held.slots and held.slots[name] != slot:
            what = f"slot {name} of the edition would be rewritten"
            yield RuleProblem(f"{place} / slot {name}", what, f"{ONLY_ADDS}: call yours otherwise")
    known = {plan.id for plan in held.plans}
    for plan in added.plans:
        if plan.id in known:
            what = f"plan {plan.id} of the edition would be hidden"
            yield RuleProblem(f"{place} / plan {plan.id}", what, f"{ONLY_ADDS}: call yours otherwise")
    if not no_less(added.repeat_after.at_least, held.repeat_after.at_least):
        what = _shorter(added.repeat_after.at_least, held.repeat_after.at_least)
        yield RuleProblem(f"{place} / repeat_after", what, ONLY_ADDS)
    if held.forecast and not added.forecast:
        yield RuleProblem(f"{place} / forecast", "the series would not be offered any more", ONLY_ADDS)
    if added.self_paid or not held.self_paid:  # labels are no programme: one that is laid on them has only to be whole
        yield from weaker_plans(place, added, held)
