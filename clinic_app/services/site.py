"""The site of a first start: where a clinic will stand, and what is needed to make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.devices.identity import new_id
from clinic_app.services.premises import Premises

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.devices.clock import Clock
    from clinic_app.devices.identity import Mint
    from clinic_app.records.key_slots import ArgonCost

__all__ = ["Premises", "Site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a clinic will stand.

    Attributes:
        premises: its files. clock: of its first entries.
        stick: a folder that stands for a stick, when one was named.
        mint: makes ids. cost: of one try of a password; None takes the usual one.
    """

    premises: Premises
    clock: Clock
    stick: Path | None = None
    mint: Mint = new_id
    cost: ArgonCost | None = None
