"""The box for scans and searches in the header (F2)."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from clinic_app.gui import painting
from clinic_app.gui.theme import Theme, restyle
from clinic_app.gui.widgets.field import Edit
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

HOTKEY = "F2"
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class KeyCap(Painted):
    """A key cap that stands alone."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setFixedSize(QSize(painting.key_cap_width(key), painting.CAP_HEIGHT))

    def draw(self, painter: QPainter) -> None:
        """Draw the cap."""
        painting.paint_key_cap(painter, 0, self.height() // 2, self._key)


class SearchEdit(Edit):
    """The line of the scan box: arrows move through the matches, Esc leaves."""

    moved = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take arrows and Esc, leave the rest to the line."""
        if event.key() in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ScanBox(QFrame):
    """Takes what is typed; scans arrive at the window, not here, and are only shown.

    Signals:
        edited: the text after each change by hand.
        entered: Enter, with the text.
        moved: arrow down (1) or up (-1).
        left: Esc.
    """

    edited = Signal(str)
    entered = Signal(str)
    moved = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scanBox")
        self.setProperty("ringHolder", True)
        self.setFixedHeight(40)
        self.setMinimumWidth(220)
        self.setMaximumWidth(436)
        self._icon = QLabel()
        self.edit = SearchEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setPlaceholderText(wording.SCAN_HINT)
        self.edit.setAccessibleName(wording.SCAN_BOX)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCap(HOTKEY))
        self.edit.textEdited.connect(self._on_edited)
        self.edit.entered.connect(lambda: self.entered.emit(self.edit.text().strip()))
        self.edit.moved.connect(self.moved)
        self.edit.left.connect(self.left)
        Theme.current().changed.connect(self._paint_icon)
        self._wrong = False
        self._paint_icon()

    def take_focus(self) -> None:
        """Receive the focus with everything selected, so that the next word replaces it."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def show_code(self, code: str, *, wrong: bool = False) -> None:
        """Show the last scan, in groups of four when it is a long number; red when it stops the work."""
        self.edit.setText(_grouped(code))
        self._show_wrong(wrong)

    def clear(self) -> None:
        """Empty the box."""
        self.edit.clear()
        self._show_wrong(False)

    def _on_edited(self, text: str) -> None:
        """Forget a wrong scan at the first key."""
        self._show_wrong(False)
        self.edited.emit(text.strip())

    def _show_wrong(self, wrong: bool) -> None:
        """Switch the red edge."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.setProperty("wrong", "true" if wrong else "false")
            restyle(self)
            self._paint_icon()

    def _paint_icon(self) -> None:
        """Draw the bar code sign."""
        colour = "red" if self._wrong else "brand"
        self._icon.setPixmap(Theme.current().pixmap("scan-barcode", colour, 20))


def _grouped(code: str) -> str:
    """Return a number of twelve digits or more in groups of four."""
    if len(code) >= 12 and code.isdigit():
        return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
    return code
