"""The booklet in hand: whose it is, what is chosen, and the print that follows from it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.places import PlaceState
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.booklet_plan import OpenBooklet, PlannedPrint, PrintWish, open_booklet, plan_print
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.booklet.places import DosePlace
    from clinic_app.domain.booklet.record import RowAt
    from clinic_app.services.booklet_sheets import PlannedSheet
    from clinic_app.services.reader import Reader


@dataclass(slots=True)
class InHand:
    """One child's booklet on the screen.

    Attributes:
        layout: the edition chosen by hand, empty for the usual one. chosen: dose ids, None before anything was read.
        start: the free row to begin with. halves: one half of a page is put in at a time.
        reissuing: 补证 is under way; new_booklet: its first sheet has not been printed yet.
        sheet: which sheet is looked at. plan: the print as chosen, None with `why_not` in words.
    """

    person_id: str
    layout: str = ""
    chosen: frozenset[str] | None = None
    start: RowAt | None = None
    halves: bool = False
    reissuing: bool = False
    new_booklet: bool = False
    person_page: bool = False
    sheet: int = 0
    booklet: OpenBooklet | None = None
    plan: PlannedPrint | None = None
    why_not: str = ""

    @property
    def sheets(self) -> tuple[PlannedSheet, ...]:
        """Return the sheets of the print as chosen."""
        return self.plan.sheets if self.plan is not None else ()

    @property
    def sheet_in_sight(self) -> PlannedSheet | None:
        """Return the sheet that is looked at, None without a print."""
        return self.sheets[min(self.sheet, len(self.sheets) - 1)] if self.sheets else None

    def place(self, dose_id: str) -> DosePlace | None:
        """Return where a dose stands, None when it is not of this booklet."""
        places = self.booklet.places if self.booklet is not None else ()
        return next((place for place in places if place.dose.id == dose_id), None)

    def read(self, reader: Reader, mint: Callable[[], str]) -> None:
        """Read the booklet and plan the print of what is chosen; at first what is new is chosen.

        Raises:
            UnknownPerson: nobody with this id is on file. LayoutUnknown: no edition can be printed by.
        """
        self.booklet = open_booklet(reader, self.person_id, self.layout, reissue=self.new_booklet)
        self.chosen = self._still_chosen(self.booklet)
        self.plan, self.why_not = None, ""
        if not self.chosen and not self.person_page:
            return
        try:
            self.plan = plan_print(reader, self.wish(mint()))
        except WishRefused as refused:
            self.why_not = failure_words(refused, reader.rules).sentence

    def wish(self, draft: str) -> PrintWish:
        """Return the wish to print the first sheet of what is chosen."""
        return PrintWish(
            person_id=self.person_id,
            layout=self.layout,
            doses=tuple(self.chosen or ()),
            draft=draft,
            start=self.start,
            halves=self.halves,
            reissue=self.reissuing,
            new_booklet=self.new_booklet,
            person_page=self.person_page,
            one_turn=True,
        )

    def toggle(self, dose_id: str) -> None:
        """Choose a dose or leave it out."""
        self.chosen = (self.chosen or frozenset()) ^ {dose_id}
        self.sheet = 0

    def leave_out(self, dose_id: str) -> None:
        """Leave a dose out."""
        self.chosen = (self.chosen or frozenset()) - {dose_id}

    def begin_reissue(self, booklet: OpenBooklet) -> None:
        """Begin a new booklet with everything chosen that happened."""
        self.reissuing = self.new_booklet = True
        self.person_page = booklet.known.layout.person_page() is not None
        self.start, self.sheet = None, 0
        self.chosen = frozenset(p.dose.id for p in booklet.places if p.state is not PlaceState.VOIDED)

    def printed(self) -> None:
        """Go on after a sheet was sent: what is printed is no longer chosen."""
        self.new_booklet = self.person_page = False
        self.sheet = 0
        if not self.reissuing:
            self.chosen = None

    def _still_chosen(self, booklet: OpenBooklet) -> frozenset[str]:
        states = {place.dose.id: place.state for place in booklet.places}
        if self.chosen is None:
            return frozenset(dose for dose, state in states.items() if state is PlaceState.NEW)
        kept = {dose for dose in self.chosen if dose in states and not states[dose].needs_a_pen}
        if self.reissuing and not self.new_booklet:
            kept -= {dose for dose in kept if states[dose] is PlaceState.PRINTED}
        return frozenset(kept)
