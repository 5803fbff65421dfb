"""What one connection has read of its subjects lately, so that only entries that arrived since are read and folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from clinic_app.domain.entries.subjects import CLINIC, lot_subject, person_subject
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every step before a card is folded
from clinic_app.domain.fold.clinic_book import fold_clinic_book
from clinic_app.domain.fold.growing_card import GrowingCard
from clinic_app.domain.fold.lot import fold_lot
from clinic_app.records.journal import entries_arrived

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.lot import Lot
    from clinic_app.records.sqlite import Connection

MOST_SUBJECTS = 64

T = TypeVar("T")


class KnownSubjects:
    """Cards, lots and the clinic's book as the journal tells them now, for one connection.

    Entries are never changed and arrive behind all others, so those that were read need not be read again. This does
    not hold for what was read inside a transaction that was then rolled back: whoever rolls back calls `forget`.
    """

    def __init__(self, db: Connection) -> None:
        self._cards = _Shelf(db, person_subject, lambda person_id: GrowingCard(person_id).grow)
        self._lots = _Shelf(db, lot_subject, lambda lot_id: _growing(lambda entries: fold_lot(lot_id, entries)))
        self._clinic = _Shelf(db, lambda _: CLINIC, lambda _: _growing(fold_clinic_book))

    def card(self, person_id: str) -> Card:
        """Return the person's card."""
        return self._cards.now(person_id)

    def lot(self, lot_id: str) -> Lot | None:
        """Return the lot, or None when it was never received here."""
        return self._lots.now(lot_id)

    def clinic_book(self) -> ClinicBook:
        """Return the clinic and its users."""
        return self._clinic.now("")

    def forget(self) -> None:
        """Forget everything: what was read may have been rolled back."""
        for shelf in (self._cards, self._lots, self._clinic):
            shelf.forget()


class _Shelf(Generic[T]):
    """The subjects of one kind; those not asked for longest give way."""

    def __init__(
        self, db: Connection, subject_of: Callable[[str], str], new: Callable[[str], Callable[[list[AnyEntry]], T]]
    ) -> None:
        self._db = db
        self._subject_of = subject_of
        self._new = new
        self._known: dict[str, _Known[T]] = {}

    def now(self, its_id: str) -> T:
        """Return what all entries of the subject tell now."""
        known = self._known.pop(its_id, None) or _Known(self._new(its_id))
        now = known.now(self._db, self._subject_of(its_id))
        self._known[its_id] = known
        if len(self._known) > MOST_SUBJECTS:
            del self._known[next(iter(self._known))]
        return now

    def forget(self) -> None:
        """Forget every subject."""
        self._known.clear()


class _Known(Generic[T]):
    """One subject: up to which position it was read, and how it grows."""

    def __init__(self, grow: Callable[[list[AnyEntry]], T]) -> None:
        self._grow = grow
        self._position = 0
        self._now: list[T] = []  # empty until it was read once

    def now(self, db: Connection, subject: str) -> T:
        arrived, position = entries_arrived(db, subject, self._position)
        if arrived or not self._now:
            self._now = [self._grow(arrived)]
            self._position = position
        return self._now[0]


def _growing(fold: Callable[[list[AnyEntry]], T]) -> Callable[[list[AnyEntry]], T]:
    """Return a fold that keeps the entries it was given."""
    entries: list[AnyEntry] = []

    def grow(arrived: list[AnyEntry]) -> T:
        entries.extend(arrived)
        return fold(entries)

    return grow
