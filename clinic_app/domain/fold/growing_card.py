"""A card that is folded on as entries arrive, instead of from its first entry each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.fold.card import CardInTheMaking, finished_card, take_step
from clinic_app.domain.fold.causal_order import Ending, in_causal_order, without_undone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.domain.fold.card import Card


class GrowingCard:
    """A person's card and what its fold has gathered; at any time equal to `fold_card` of all its entries.

    An entry that comes last in causal order is folded on top of what is there: the entries before it fold as they
    did. Any other entry, and every undo, makes the card anew.
    """

    def __init__(self, person_id: str) -> None:
        self._person_id = person_id
        self._ordered: list[AnyEntry] = []
        self._ending: Ending | None = None
        self._making = CardInTheMaking(person_id)
        self._card: Card | None = None

    def grow(self, arrived: Iterable[AnyEntry]) -> Card:
        """Return the card with the entries that arrived."""
        new = list(arrived)
        if not new and self._card is not None:
            return self._card
        if not self._ordered or not all(self._fold_on(entry) for entry in new):
            self._fold_anew(new)
        self._card = finished_card(self._making)
        return self._card

    def _fold_on(self, entry: AnyEntry) -> bool:
        """Fold one entry on top; False when it does not belong there."""
        if self._ending is None:
            self._ending = Ending(self._ordered)
        if isinstance(entry.body, EntryUndone) or not self._ending.take(entry):
            return False
        take_step(self._making, entry)
        self._ordered.append(entry)
        return True

    def _fold_anew(self, new: list[AnyEntry]) -> None:
        self._ordered = in_causal_order([*self._ordered, *new])
        self._ending = None
        self._making = CardInTheMaking(self._person_id)
        for entry in without_undone(self._ordered):
            take_step(self._making, entry)
