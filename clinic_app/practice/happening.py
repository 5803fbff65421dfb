"""What happens in the township: entries to be, in the order of their moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.entries.entry import Body
    from clinic_app.practice.mint import Mint


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One act that the journal will hold.

    Attributes:
        subject: whom it is about (`person:<id>`, `lot:<id>`).
        at: moment, UTC, whole milliseconds.
        by: user id. refs: ids of the happenings it answers.
    """

    id: str
    subject: str
    body: Body
    at: datetime
    by: str
    refs: tuple[str, ...] = ()


class Scribe:
    """Writes down what happens on one day after the other.

    Args:
        mint: makes the ids, also those of persons, visits, doses and lots.
    """

    def __init__(self, mint: Mint) -> None:
        self.mint = mint
        self._today: list[Happening] = []

    def write(
        self, subject: str, body: Body, *, at: datetime, by: str, refs: tuple[str, ...] = (), id: str = ""
    ) -> str:
        """Write down one act and return its id: the one given, or one from the mint of the township."""
        happening = Happening(id=id or self.mint.id_at(at), subject=subject, body=body, at=at, by=by, refs=refs)
        self._today.append(happening)
        return happening.id

    def bodies_of_today(self) -> list[Body]:
        """Return what was written since the last closing, as it was written."""
        return [happening.body for happening in self._today]

    def close_day(self) -> list[Happening]:
        """Return what was written since the last closing, by its moments."""
        written, self._today = self._today, []
        return sorted(written, key=lambda happening: happening.at)
