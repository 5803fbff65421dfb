"""Names of the practice township, drawn as often as they occur."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from clinic_app.practice.facts import read_facts

if TYPE_CHECKING:
    import random


class Names:
    """Draws surnames and given names; the frequent ones often enough that two children share a name."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._lists = {kind: _weighted(groups) for kind, groups in read_facts("names").items()}

    def surname(self) -> str:
        """Return a surname."""
        return self._draw("surnames")

    def child(self, sex: str) -> str:
        """Return a given name for a child of this sex."""
        return self._draw("boys" if sex == "M" else "girls")

    def mother(self) -> str:
        """Return a woman's full name."""
        return self._draw("surnames") + self._draw("mothers")

    def father(self, surname: str) -> str:
        """Return a man's full name with this surname."""
        return surname + self._draw("fathers")

    def _draw(self, kind: str) -> str:
        names, weights = self._lists[kind]
        return self._chance.choices(names, cum_weights=weights)[0]


def _weighted(groups: list[dict[str, str | int]]) -> tuple[list[str], list[int]]:
    pairs = [(name, int(group["weight"])) for group in groups for name in str(group["names"]).split()]
    return [name for name, _ in pairs], list(accumulate(weight for _, weight in pairs))
