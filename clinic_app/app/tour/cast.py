"""Who and what the tour meets: the children and vials the practice township expects, and those it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

CATALOGUE = Path(__file__).parents[3] / "resources" / "codes" / "vaccines.json"


@dataclass(frozen=True, slots=True)
class Child:
    """A child as the parent brings it: the name on the booklet and its barcode.

    Attributes:
        vaccines: how many vaccines the practice township itself would give today, by their codes.
    """

    name: str
    booklet: str
    initials: str = ""
    guardian: str = ""
    born: str = ""
    vaccines: tuple[str, ...] = ()


ROUTINE = Child("马思远", "530326100290010001", "msy")
FEVERISH = Child("何雨桐", "530326100290010002", "hyt", born="2025-05-15")
FIRST_WATCHED = Child("段沐辰", "530326100290010003")
SECOND_WATCHED = Child("高若汐", "530326100290010004")
LATE = Child("杨老二", "530326100290010005")
TOO_EARLY = Child("徐佳怡", "530326100290010006")
MIGRANT = Child("王石宝", "530326100290010007", "wsb")
NEWBORN = Child("王芳之子", "530326100290010008")
TOO_SOON = (NEWBORN, Child("沙㛃", "530326100290010014"), Child("余欣妍", "530326100290010020"))
FIRST_TWIN = Child("陈子轩", "530326100290010009")
SECOND_TWIN = Child("陈子涵", "530326100290010010")
NAMED = frozenset(f"5303261002900100{number:02}" for number in range(1, 21))

PASSWORD = "lianxi2026"
SECOND_NURSE = "李红"


def vaccine_names() -> dict[str, str]:
    """Return what the booklet calls each vaccine, by its code."""
    rows = msgspec.json.decode(CATALOGUE.read_bytes())["vaccines"]
    return {row["code"]: row["short_name"] for row in rows}


class Expected:
    """What `clinic-app practice --expected` said: who comes today, and the codes of the vials that lie ready.

    Args:
        written: the file it wrote.
    """

    def __init__(self, written: Path) -> None:
        told: dict[str, Any] = msgspec.json.decode(written.read_bytes())
        self.children = tuple(
            Child(
                row["name"],
                row["booklet"],
                born=row["born_on"],
                guardian=row["guardian"],
                vaccines=tuple(row["vaccines"]),
            )
            for row in told["people"]
        )
        self._lots: dict[str, tuple[str, ...]] = {row["lot"]: tuple(row["codes"]) for row in told["vials"]}
        self._numbers: dict[str, str] = {row["lot"]: row["lot_number"] for row in told["vials"]}
        names = vaccine_names()
        self._fresh = {names[row["vaccine"]]: row["lot"] for row in told["vials"] if row["lot"].startswith("fresh")}

    def waiting(self, scanned: Collection[str], like: Callable[[Child], bool] = lambda child: True) -> list[Child]:
        """Return who has not been scanned yet and is not one of the named children."""
        return [
            child
            for child in self.children
            if child.booklet not in scanned and child.booklet not in NAMED and like(child)
        ]

    def vial(self, lot: str, scanned: Collection[str]) -> str:
        """Return the code of a vial of a named lot that has not been scanned yet."""
        return next(code for code in self._lots[lot] if code not in scanned)

    def lot_number(self, lot: str) -> str:
        """Return the number of a named lot."""
        return self._numbers[lot]

    def fresh_vial(self, vaccine: str, scanned: Collection[str]) -> str:
        """Return the code of a fresh vial of the vaccine, by the name the screen shows."""
        return self.vial(self._fresh[vaccine], scanned)
