"""Villages (村、社区) as they are pasted: from a sheet, a message, or typed one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME = 30
_BETWEEN = re.compile(r"[\r\n\t,，、;；|]")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")  # blanks and marks that pasting brings along
_QUOTES = "\"'“”‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedVillages:
    """What a pasted text says, cleaned.

    Attributes:
        added: new names in their order. repeated: names that were known or stand twice.
        without_letters: cells that are no name, such as the numbers of a sheet's first column.
        headings: words of a sheet's first line that name a column.
        too_long: cells longer than any name; nothing is cut off.
        blanks: how many empty cells or lines stood between others.
    """

    added: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    without_letters: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()
    blanks: int = 0

    @property
    def was_cleaned(self) -> bool:
        """Return whether something that was pasted is not in `added`."""
        return bool(self.repeated or self.without_letters or self.headings or self.too_long or self.blanks)


def village_name(text: str) -> str:
    """Return one name without blanks, quotes and marks nobody sees."""
    return _UNSEEN.sub("", text).strip(_QUOTES)


def read_villages(text: str, known: Iterable[str] = (), headings: frozenset[str] = frozenset()) -> PastedVillages:
    """Return the villages in `text`, one a line or parted by commas, semicolons or tabs.

    Args:
        text: as pasted or typed.
        known: names that are in the list already.
        headings: words that stand over a column of villages and are none.
    """
    names = [village_name(cell) for cell in _BETWEEN.split(text.strip())]
    seen = dict.fromkeys(known)
    added: list[str] = []
    repeated: list[str] = []
    filled = [name for name in names if name]
    usable = [name for name in filled if _has_letter(name) and len(name) <= LONGEST_NAME and name not in headings]
    for name in usable:
        (repeated if name in seen else added).append(name)
        seen[name] = None
    return PastedVillages(
        added=tuple(added),
        repeated=tuple(dict.fromkeys(repeated)),
        without_letters=tuple(name for name in filled if not _has_letter(name)),
        headings=tuple(name for name in filled if name in headings),
        too_long=tuple(name for name in filled if len(name) > LONGEST_NAME),
        blanks=len(names) - len(filled) if filled else 0,
    )


def _has_letter(name: str) -> bool:
    return any(character.isalpha() for character in name)
