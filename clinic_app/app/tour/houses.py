"""The clinics of the tour: where each lies, and on which day it is visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-18"
PEOPLE = 400
SEED = 1


def database(out: Path) -> Path:
    """Return where the township's database lies."""
    return out / "clinic" / "practice.db"
