"""The reading side of the program: a connection that cannot write, the clock and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.records.connection import connect
from clinic_app.records.known_subjects import KnownSubjects
from clinic_app.services.rules_in_force import NOTHING_CHOSEN, rules_here

if TYPE_CHECKING:
    from clinic_app.devices.clock import Clock
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.premises import Premises


class Reader:
    """What a query needs. Each thread has its own.

    Attributes:
        db: a connection that cannot write.
    """

    def __init__(self, *, db: Connection, clock: Clock, rules: Rules) -> None:
        """Begin with nothing read; `rules` hold until the clinic has chosen others."""
        self.db = db
        self.clock = clock
        self._rules = rules
        self._known = KnownSubjects(db)

    @property
    def rules(self) -> Rules:
        """Return the rules that hold in this clinic as of now."""
        chosen = self.clinic_book().rules
        return rules_here(self.db, chosen).rules if chosen != NOTHING_CHOSEN else self._rules

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
