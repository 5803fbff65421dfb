"""The reading side of the program: a connection that cannot write, the clock and the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.records.connection import connect
from clinic_app.records.known_subjects import KnownSubjects

if TYPE_CHECKING:
    from clinic_app.devices.clock import Clock
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.premises import Premises


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a query needs. Each thread has its own."""

    db: Connection
    clock: Clock
    rules: Rules
    _known: KnownSubjects = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        object.__setattr__(self, "_known", KnownSubjects(self.db))

    def card(self, person_id: str) -> Card:
        """Return the person's card as of now; what was read before is not read again."""
        return self._known.card(person_id)

    def clinic_book(self) -> ClinicBook:
        """Return the clinic and its users."""
        return self._known.clinic_book()

    def close(self) -> None:
        """Close the connection."""
        self.db.close()


def open_reader(premises: Premises, database_key: bytes, clock: Clock, rules: Rules) -> Reader:
    """Open a reading connection for the thread that calls."""
    db = connect(premises.database, database_key, read_only=True)
    return Reader(db=db, clock=clock, rules=rules)
