"""The clinics of the tour: where each lies, on which day it is visited, and which legs lead through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-18"
PEOPLE = 400
SEED = 1


@dataclass(frozen=True, slots=True)
class House:
    """One clinic of the tour and what is done in it.

    Attributes:
        folder: of its own, with database, stick, logbook and pictures; empty for that of the tour itself.
        legs: in their order, each with whether it ends in a power cut.
        visits: how many there must be at least.
    """

    folder: str
    legs: tuple[tuple[str, bool], ...]
    visits: int

    def place(self, out: Path) -> Path:
        """Return where it lies in the folder of the tour."""
        return out / self.folder if self.folder else out


WHOLE_DAY = House("", (("morning", True), ("forenoon", True), ("afternoon", False)), visits=40)
SMALL_DESK = House("small-desk", (("small-desk", False),), visits=8)


def database(out: Path) -> Path:
    """Return where the township's database lies."""
    return out / "clinic" / "practice.db"
