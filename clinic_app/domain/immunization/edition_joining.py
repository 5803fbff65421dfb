"""Joining edition files: each on the one it extends, the parts that every edition has in the first of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.edition_file import EditionFile, with_parts, with_slots
from clinic_app.domain.immunization.rule_problem import RuleProblem, RulesRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clinic_app.domain.immunization.catalogue import CatalogueFile


def refuse(problems: Iterable[RuleProblem]) -> None:
    """Refuse the rules when there is any problem.

    Raises:
        RulesRefused: with all of them.
    """
    if found := tuple(problems):
        raise RulesRefused(found)


def editions_from(written: list[EditionFile], catalogue: CatalogueFile) -> list[Edition]:
    """Build every edition on the one it extends.

    Raises:
        RulesRefused: two cannot be told apart, or one extends what does not exist.
    """
    parts = tuple(part for part in written if part.joined_to_all)
    waiting = [edition for edition in written if not edition.joined_to_all]
    refuse(_names_and_days(waiting))
    built: dict[str, Edition] = {}
    while waiting:
        ready = [edition for edition in waiting if edition.extends is None or edition.extends in built]
        if not ready:
            first = waiting[0]
            what = f"{first.edition} extends an edition that does not exist"
            raise RulesRefused((RuleProblem(f"{first.edition} / extends", what, "name one that stands there"),))
        for edition in ready:
            parent = built[edition.extends] if edition.extends else None
            whole = edition if parent else with_parts(edition, parts)
            built[edition.edition] = Edition(with_slots(whole), parent, catalogue)
            waiting.remove(edition)
    return list(built.values())


def _names_and_days(written: list[EditionFile]) -> Iterator[RuleProblem]:
    """Return editions that cannot be told apart by name or by their first day."""
    if not written:
        yield RuleProblem("editions", "no edition")
    names, days = Counter(file.edition for file in written), Counter(file.effective_from for file in written)
    for file in written:
        if names[file.edition] > 1:
            yield RuleProblem(file.edition, "two editions have this name", "give the new one a name of its own")
        elif days[file.effective_from] > 1:
            what = f"another edition begins on the same day ({file.effective_from})"
            yield RuleProblem(f"{file.edition} / effective_from", what, "of two editions one must come first")
