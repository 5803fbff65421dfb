"""The mind of the room of adverse events: the list with its deadlines, and which record lies open. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.rooms.aefi import faces
from clinic_app.gui.rooms.aefi.record import Record
from clinic_app.services.aefi import closed_aefis, open_aefis, reactions_to_write

if TYPE_CHECKING:
    from clinic_app.gui.faces import ListRow
    from clinic_app.gui.presenter_tools import PresenterTools

_CONCERNED = frozenset({"visit", "aefi", "person", "dose"})


class AefiView(Protocol):
    """What the room can show."""

    def show_list(self, rows: tuple[ListRow, ...]) -> None:
        """Show what is to be written and reported."""

    def show_record(self) -> None:
        """Show the page of the record that lies open, from its beginning."""


class AefiPresenter:
    """Shows the list, and opens one record; what was typed stays until it is saved or given up.

    Attributes:
        record: the record on the page.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: AefiView | None = None
        self._masked = False
        self.record = Record(tools, self.refresh)

    def show_on(self, view: AefiView) -> None:
        """Take the room that shows it."""
        self._view = view

    def open_new(self, person_id: str, visit_id: str = "") -> None:
        """Open a new record of a visit, or of a person who came days later."""
        self.record.open_new(person_id, visit_id)
        self._show_record()

    def open_record(self, person_id: str, aefi_id: str) -> None:
        """Open a record that was written."""
        self.record.open(person_id, aefi_id)
        self._show_record()

    def open_row(self, key: str) -> None:
        """Open a row of the list."""
        kind, person_id, what = key.split(" ")
        if kind == faces.WRITE:
            self.open_new(person_id, what)
        else:
            self.open_record(person_id, what)

    def go_back(self) -> None:
        """Leave the record, or the room; words not saved are asked about."""
        if self.record.is_open:
            self.record.leave(self._left)
        else:
            self._tools.navigation.go_back()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when events, visits or names changed."""
        if kinds & _CONCERNED:
            self.refresh()

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self.record.masked = masked
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        reader = self._tools.reader
        if self._view is not None:
            shown = faces.rows(
                reactions_to_write(reader), open_aefis(reader), closed_aefis(reader), masked=self._masked
            )
            self._view.show_list(shown)
        self.record.refreshed()

    def _show_record(self) -> None:
        if self._view is not None:
            self._view.show_record()

    def _left(self) -> None:
        """Go where the record was opened from: another room, or the list."""
        self.refresh()
        self._tools.navigation.go_back()
