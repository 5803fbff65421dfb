"""The room of appointments on the screen: one day's list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ListColumn
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.appointments.presenter import AppointmentsPresenter, DayFace
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import appointments as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY

_WIDTHS = (130, 90, 64, 0, 170, 190)


class AppointmentsRoom(Room):
    """Enter opens the card of the row, PgUp and PgDn turn the days, Esc goes back."""

    key = "appointments"
    title = wording.TITLE
    icon = "calendar"

    def __init__(self, presenter: AppointmentsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.TITLE)
        columns = tuple(ListColumn(title, width) for title, width in zip(wording.COLUMNS, _WIDTHS, strict=True))
        self.table = ListTable(wording.TITLE, columns)
        self.table.pages_itself = False
        self._empty = EmptyState("calendar", "")
        self._warning = Label("", "body", tone="amber", bold=True)
        self._head.add(self.add_action("PgUp", wording.PREVIOUS, lambda: presenter.turn(-1), icon="chevron-left"))
        self._head.add(self.add_action("PgDn", wording.NEXT, lambda: presenter.turn(1), icon="chevron-right"))
        self._head.add(self.add_action(ESCAPE_KEY, wording.BACK, presenter.go_back, icon="arrow-left"))
        self._build()
        self.table.opened.connect(presenter.open_card)
        presenter.show_on(self)

    def show_day(self, face: DayFace) -> None:
        """Show the list of a day."""
        self._head.show_context(face.context)
        self._warning.setText(face.warning)
        self.table.show_rows(face.rows)
        self.table.setVisible(bool(face.rows))
        self._empty.show_sentence(face.empty)
        self._empty.setVisible(not face.rows)
        for button in self._row_buttons:
            if face.rows:
                button.switch_on()
            else:
                button.switch_off(wording.CHOOSE)

    def opened(self) -> None:
        """Show today and put the focus into the list."""
        self._presenter.begin()
        self.home_focus()

    def home_focus(self) -> None:
        """Put the focus into the list; an empty day leaves it to the scan box."""
        if self.table.isVisibleTo(self):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the list."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.on_masked(masked)

    def _build(self) -> None:
        presenter, key = self._presenter, self.table.current_key
        self._row_buttons = (
            self.add_action("F6", wording.MOVE, lambda: presenter.move(key()), icon="calendar-clock"),
            self.add_action("F7", wording.CANCEL, lambda: presenter.cancel(key()), icon="x"),
            self.add_action("F5", wording.PRINT, lambda: presenter.print_slip(key()), icon="printer"),
        )
        card = CardFrame()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(Label(wording.KEYS_HINT, "small", tone="ink2"))
        buttons.addWidget(self._warning)
        buttons.addStretch(1)
        for button in self._row_buttons:
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(card, 1)
        column.addLayout(buttons)
