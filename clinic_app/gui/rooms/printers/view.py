"""The printers' page on the screen: a line a kind of paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ListColumn
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.printers.presenter import PrintersFace, PrintersPresenter
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import printing as wording
from clinic_app.gui.wording.shell import ENTER_KEY, ESCAPE_KEY

_WIDTHS = (200, 0, 150, 120, 110)


class PrintersRoom(Room):
    """Enter chooses the printer of the row, F5 to F8 try it and set size, tray and blackness, Esc goes back."""

    key = "printers"
    title = wording.PRINTERS_TITLE
    icon = "settings"

    def __init__(self, presenter: PrintersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.PRINTERS_TITLE)
        columns = tuple(ListColumn(title, width) for title, width in zip(wording.PRINTER_COLUMNS, _WIDTHS, strict=True))
        self.table = ListTable(wording.PRINTERS_TITLE, columns)
        self._notice = Label("", "body", tone="amber", wrap=True)
        self._head.add(self.add_action(ESCAPE_KEY, wording.BACK, presenter.go_back, icon="arrow-left"))
        self._build()
        self.table.opened.connect(presenter.choose)
        presenter.show_on(self)

    def show_printers(self, face: PrintersFace) -> None:
        """Show the list."""
        self._head.show_context(face.context)
        self.table.show_rows(face.rows)
        self._notice.setText(face.notice)
        self._notice.setVisible(bool(face.notice))

    def opened(self) -> None:
        """Look for printers and put the focus into the list."""
        self._presenter.begin()
        self.home_focus()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when a choice changed."""
        if "printers" in kinds:
            self._presenter.refresh()

    def home_focus(self) -> None:
        """Put the focus into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        presenter, key = self._presenter, self.table.current_key
        choose = self.add_action(
            ENTER_KEY, wording.CHOOSE_BUTTON, lambda: presenter.choose(key()), icon="printer", kind=Kind.PRIMARY
        )
        buttons = (
            self.add_action("F5", wording.TEST_SHEET, lambda: presenter.try_out(key()), icon="file-check"),
            self.add_action("F6", wording.NEXT_PAPER, lambda: presenter.next_paper(key()), icon="copy"),
            self.add_action("F7", wording.NEXT_TRAY, lambda: presenter.next_tray(key()), icon="archive"),
            self.add_action("F8", wording.TOGGLE_BLACK, lambda: presenter.toggle_black(key()), icon="contrast"),
            choose,
        )
        card = CardFrame()
        card.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(wording.PRINTERS_HINT, "small", tone="ink2"))
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._notice)
        column.addWidget(card, 1)
        column.addLayout(row)
