"""The rules that hold in a clinic: those the program brings, the packs the clinic activated, and the days it set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.chosen_rules import ChosenRules
from clinic_app.domain.immunization.edition_file import EditionFile
from clinic_app.domain.immunization.rule_decoding import rule_file
from clinic_app.domain.immunization.rule_problem import RulesRefused
from clinic_app.domain.immunization.rules import CATALOGUE, SOURCES, Rules, rules_from
from clinic_app.exchange.rule_pack import RulePackUnusable, opened_rule_pack
from clinic_app.records.rule_packs import kept_pack
from clinic_app.services.resource_files import shipped_rule_files, shipped_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clinic_app.records.sqlite import Connection

MOST_BUILT = 4
NOTHING_CHOSEN = ChosenRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesHere:
    """The rules of a clinic.

    Attributes:
        rules: what every answer comes from.
        problem: why they are not those the clinic chose: `pack_missing`, `refused`; empty when they are. The rules the
            program brings hold meanwhile, with the days that were set where these can be kept.
    """

    rules: Rules
    problem: str = ""


_BUILT: dict[ChosenRules, RulesHere] = {}


def rules_here(db: Connection, chosen: ChosenRules) -> RulesHere:
    """Return the rules a clinic chose; what was built before is given again."""
    if chosen == NOTHING_CHOSEN:
        return RulesHere(rules=shipped_rules())
    built = _BUILT.get(chosen)
    if built is not None:
        return built
    packs = [(pack.key, kept_pack(db, pack.hash)) for pack in chosen.packs]
    if any(stored is None for _, stored in packs):
        return RulesHere(rules=_without_packs(chosen), problem="pack_missing")
    built = _built(chosen, [(key, stored) for key, stored in packs if stored is not None])
    while len(_BUILT) >= MOST_BUILT:
        _BUILT.pop(next(iter(_BUILT)), None)
    _BUILT[chosen] = built
    return built


def joined_files(packs: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return the shipped files with those of packs in the order of their activation.

    An edition that is known keeps its place: what is written twice is the same, which was checked when the pack came.
    Of overlays with one name and first day the later pack's holds.

    Raises:
        RulesRefused: a part is neither an edition nor an overlay.
    """
    files = dict(shipped_rule_files())
    known = {_identity(name, files[name]): name for name in files if name not in (CATALOGUE, SOURCES)}
    for number, pack in enumerate(packs, start=1):
        for name, written in pack.items():
            identity = _identity(name, written)
            if identity in known and identity[0] == "edition":
                continue
            files.pop(known.get(identity, ""), None)
            known[identity] = f"pack-{number}-{name}"
            files[known[identity]] = written
    return files


def _identity(name: str, written: bytes) -> tuple[str, str, str]:
    file = rule_file(name, written)
    if isinstance(file, EditionFile):
        return "edition", file.edition, ""
    return "overlay", file.overlay, str(file.effective_from)


def _built(chosen: ChosenRules, packs: list[tuple[str, bytes]]) -> RulesHere:
    try:
        files = joined_files(opened_rule_pack(stored, bytes.fromhex(key)).files for key, stored in packs)
        return RulesHere(rules=rules_from(files, dict(chosen.dates)))
    except (RulesRefused, RulePackUnusable, ValueError):
        return RulesHere(rules=_without_packs(chosen), problem="refused")


def _without_packs(chosen: ChosenRules) -> Rules:
    try:
        return rules_from(shipped_rule_files(), dict(chosen.dates))
    except RulesRefused:
        return shipped_rules()
