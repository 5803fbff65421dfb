"""The room of adverse events as it stands on the screen: the list, or one record."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.faces import ListColumn, ListRow
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.aefi.presenter import AefiPresenter
from clinic_app.gui.rooms.aefi.record_page import RecordPage
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import aefi as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY

_WIDTHS = (0, 130, 90, 210, 120, 130)


class AefiRoom(Room):
    """The list with its deadlines; Enter opens a record, Esc goes back to where one came from."""

    key = "aefi"
    title = wording.TITLE
    icon = "heart-pulse"

    def __init__(self, presenter: AefiPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._rows: tuple[ListRow, ...] | None = None
        columns = tuple(ListColumn(title, width) for title, width in zip(wording.COLUMNS, _WIDTHS, strict=True))
        self.table = ListTable(wording.TITLE, columns)
        self._empty = EmptyState("heart-pulse", wording.EMPTY)
        record = presenter.record
        save = self.add_action("F9", wording.SAVE, record.save, icon="check", kind=Kind.PRIMARY, main=True)
        others = (
            self.add_action("F5", wording.PRINT, record.print_card, icon="printer", main=True),
            self.add_action("F6", wording.REPORT, record.report, icon="phone", main=True),
        )
        self.page = RecordPage(record, save, others)
        self.emergency_button = self.add_action(
            "F4", wording.EMERGENCY, record.show_emergency, icon="heart-pulse", kind=Kind.DANGER, main=True
        )
        self.page.buttons.addWidget(self.emergency_button)
        self.add_key(ESCAPE_KEY, wording.BACK, presenter.go_back)
        self._pages = QStackedWidget()
        self._build()
        self.table.opened.connect(presenter.open_row)
        record.refreshed = self.page.show_face
        presenter.show_on(self)

    def show_list(self, rows: tuple[ListRow, ...]) -> None:
        """Show what is to be written and reported; the page follows whether a record is open."""
        if rows != self._rows:
            self._rows = rows
            self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        wanted = self.page if self._presenter.record.is_open else self._list
        if self._pages.currentWidget() is not wanted:
            self._pages.setCurrentWidget(wanted)
            self._home_when_shown()

    def show_record(self) -> None:
        """Show the record that lies open, from its beginning."""
        self.page.show_begin()
        self._pages.setCurrentWidget(self.page)
        self._home_when_shown()

    def opened(self) -> None:
        """Read again and put the focus home."""
        self._presenter.refresh()
        self.home_focus()

    def on_tick(self) -> None:
        """Count the deadlines down while they are in sight."""
        if self.isVisible():
            self._presenter.refresh()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the list."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.on_masked(masked)

    def home_focus(self) -> None:
        """Put the focus on the first symptom, or on the list."""
        if self._pages.currentWidget() is self.page:
            self.page.home_focus()
        elif self._rows:
            super().home_focus()

    def _build(self) -> None:
        self._list = QWidget()
        card = CardFrame()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(RoomHead(wording.TITLE, wording.HINT))
        inner.addWidget(card, 1)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self.page)
        column = QVBoxLayout(self)
        column.addWidget(self._pages)

    def _home_when_shown(self) -> None:
        if self.isVisible():
            self.home_focus()
