"""Why a wish about the rules of the programme was not granted: named failures, nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from datetime import date


class NotEnrolled(WishRefused):
    """The county has not enrolled this clinic: there is no key by which a rule pack could be believed."""


class NoRulePack(WishRefused):
    """No file that ends as a rule pack lies on the sticks that are plugged in."""


class PackUnusable(WishRefused):
    """The file is no rule pack of this county. `problem` is a value of `exchange.rule_pack.RulePackProblem`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass
class PackNotNewer(WishRefused):
    """A pack of the same key with this number or a higher one holds here already."""

    sequence: int
    held: int


class PackFailsHere(WishRefused):
    """The pack does not pass its review or its own cases with this program. `problems`: one sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems[:3]))
        self.problems = problems


class RulesMovedOn(WishRefused):
    """The rules of this clinic changed after the preview was made: what was shown is not what would happen."""


@dataclass
class EditionDateRefused(WishRefused):
    """An edition cannot begin on this day: it is unknown here, has no date of its own, or the day is absurd."""

    edition: str
    on: date


class NothingChanges(WishRefused):
    """What was wished holds already."""


class PreviewStopped(WishRefused):
    """Somebody stopped the work before it was through; nothing was written."""
