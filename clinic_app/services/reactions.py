"""Reactions (发生反应) told during observation today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.records.reactions import ReactionLine, reactions_on

if TYPE_CHECKING:
    from clinic_app.services.reader import Reader


def reactions_today(reader: Reader) -> list[ReactionLine]:
    """Return today's reactions, the newest first."""
    return reactions_on(reader.db, reader.clock.today())
