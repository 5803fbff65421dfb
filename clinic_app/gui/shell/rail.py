"""The left rail: one entry a room, Alt with its number opens it."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

WIDTH = 88


class RailEntry(Painted):
    """Icon over title, perhaps a badge."""

    def __init__(self, title: str, icon: str, hotkey: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._icon = icon
        self._hotkey = hotkey
        self._badge = ""
        self.is_open = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(64)
        self.setToolTip(hotkey)
        self._tell()

    def show_open(self, is_open: bool) -> None:
        """Light the entry of the open room."""
        self.is_open = is_open
        self._tell()

    def show_badge(self, badge: str) -> None:
        """Show a small count; an empty string shows none."""
        self._badge = badge
        self._tell()

    def sizeHint(self) -> QSize:
        """Return the usual entry."""
        return QSize(76, 64)

    def minimumSizeHint(self) -> QSize:
        """Return the entry of a low screen with many rooms."""
        return QSize(76, 48)

    def draw(self, painter: QPainter) -> None:
        """Draw icon, title and badge."""
        if self.is_open:
            painting.paint_box(painter, self.rect(), "rail_active", "", radius=8)
        ink = "on_brand" if self.is_open else "on_brand2"
        middle = self.height() // 2
        painting.paint_icon(painter, self.width() // 2 - 12, middle - 14, self._icon, ink, 24)
        title = QRect(0, middle + 2, self.width(), 24)
        painting.paint_text(painter, title, self._title, "body", ink, bold=self.is_open, align=painting.CENTRE)
        if self._badge:
            width = painting.text_width(self._badge, "badge") + 12
            badge = QRect(min(self.width() // 2 + 4, self.width() - width - 2), middle - 24, width, 16)
            painting.paint_box(painter, badge, "surface", "", radius=8)
            painting.paint_text(painter, badge, self._badge, "badge", "brand_dk", align=painting.CENTRE)

    def _tell(self) -> None:
        """Say title, count, key and whether it is open."""
        self.say(self._title, self._badge, self._hotkey, wording.OPEN if self.is_open else "")
        self.update()


class Rail(QFrame):
    """The column of rooms.

    Signals:
        room_wished: the key of the room that was clicked.
    """

    room_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(wording.RAIL)
        self.setFixedWidth(WIDTH)
        self._entries: dict[str, RailEntry] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 64, 6, 8)
        self._column.setSpacing(4)
        self._column.addStretch(1)

    def add_room(self, key: str, title: str, icon: str, hotkey: str) -> None:
        """Add an entry below the others."""
        entry = RailEntry(title, icon, hotkey)
        entry.clicked.connect(lambda: self.room_wished.emit(key))
        entry.setCursor(Qt.CursorShape.PointingHandCursor)
        self._entries[key] = entry
        self._column.insertWidget(self._column.count() - 1, entry)

    def keys(self) -> list[str]:
        """Return the rooms from top to bottom."""
        return list(self._entries)

    def show_open(self, key: str) -> None:
        """Light one entry."""
        for known, entry in self._entries.items():
            entry.show_open(known == key)

    def show_badge(self, key: str, badge: str) -> None:
        """Show a count at one entry."""
        if key in self._entries:
            self._entries[key].show_badge(badge)

    def show_compact(self, compact: bool) -> None:
        """Save height on a low screen."""
        self._column.setContentsMargins(6, 56 if compact else 64, 6, 8)

    def paintEvent(self, event: object) -> None:
        """Draw the sign of the program above the entries."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Theme.current().colour("brand_dk"))
        painting.paint_icon(painter, WIDTH // 2 - 14, 32, "shield-plus", "on_brand", 28)
        painter.end()
