"""Which rules a clinic chose besides those the program brings: rule packs (规则包) and first days of editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPack:
    """A rule pack that holds here. `hash` names its bytes, hex; `key` is the hex key that signed it."""

    hash: str
    key: str
    sequence: int
    title: str
    activated_at: datetime
    activated_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRules:
    """Which rules hold here besides those the program brings.

    Attributes:
        packs: in the order in which they were activated; all of them: earlier doses stay judged by their editions.
        dates: by edition, the first day that was set here.
    """

    packs: tuple[ChosenPack, ...] = ()
    dates: tuple[tuple[str, date], ...] = ()

    def sequence_of(self, key: str) -> int:
        """Return the highest sequence number of this key; 0 before the first pack."""
        return max((pack.sequence for pack in self.packs if pack.key == key), default=0)
