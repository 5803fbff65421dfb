"""One page of the print centre as a tile: its digit, what it is called, what it is for."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.rooms.print_center.presenter import PageFace
from clinic_app.gui.widgets.chip import chip_size, paint_chip
from clinic_app.gui.widgets.painted import Painted

_PAD = 20
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PageTile(Painted):
    """Enter, Space and click give `clicked`; its digit is answered by the room.

    Signals:
        moved: an arrow was pressed: columns and rows to the neighbour.
    """

    moved = Signal(int, int)

    def __init__(self, face: PageFace, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(132)
        self.setProperty("ringRadius", 8)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_face(face)

    def show_face(self, face: PageFace) -> None:
        """Show the page and what waits there."""
        self.face = face
        page = face.page
        self.say(page.digit, page.title, page.about, face.chip.text if face.chip else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual tile."""
        return QSize(360, 116)

    def minimumSizeHint(self) -> QSize:
        """Return the tile of the small screen."""
        about = painting.text_width(self.face.page.about, "body")
        return QSize(min(about + 2 * _PAD + 60, 420), 84)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter or Space; every other key belongs to the room."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.clicked.emit()
        elif event.key() in _ARROWS:
            self.moved.emit(*_ARROWS[Qt.Key(event.key())])
        else:
            event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw icon, title with its digit, and the line below."""
        page = self.face.page
        painting.paint_box(painter, self.rect(), "surface", "line", radius=8)
        middle = self.height() // 2
        painting.paint_icon(painter, _PAD, middle, page.icon, "brand", 32)
        left = _PAD + 52
        right = self.width() - _PAD
        head = QRect(left, middle - 34, right - left, 32)
        cap = painting.key_cap_width(page.digit)
        painting.paint_key_cap(painter, right - cap, head.center().y(), page.digit)
        if self.face.chip is not None:
            size = chip_size(self.face.chip)
            place = QRect(right - cap - 10 - size.width(), head.center().y() - 12, size.width(), 24)
            paint_chip(painter, place, self.face.chip)
            head.setRight(place.left() - 8)
        painting.paint_text(painter, head, page.title, "fact", "ink", bold=True)
        about = QRect(left, middle + 4, right - left, 26)
        role = "body" if painting.text_width(page.about, "body") <= about.width() else "small"
        painting.paint_text(painter, about, page.about, role, "ink2")
