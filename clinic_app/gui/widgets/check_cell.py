"""One cell of 三查七对一验证, and the head of a group of cells."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import CheckFace, CheckState
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

_PAD = 9
_LOOKS = {
    CheckState.MACHINE: ("surface", "line", "circle-check", "green", "ink", "ink2"),
    CheckState.PERSON: ("surface", "line", "square-check", "green", "ink", "ink2"),
    CheckState.AMBER: ("amber_tint", "amber_edge", "triangle-alert", "amber", "ink", "amber"),
    CheckState.RED: ("red_tint", "red_edge", "circle-x", "red", "red", "red"),
    CheckState.EMPTY: ("surface", "line2", "square", "ink", "ink", "ink2"),
    CheckState.WAITING: ("sunken", "grey_edge", "square", "ink3", "ink", "ink3"),
}
_SPOKEN = {
    CheckState.MACHINE: wording.CHECKED_BY_MACHINE,
    CheckState.PERSON: wording.CHECKED_BY_PERSON,
    CheckState.AMBER: wording.CHECK_NEEDS_REASON,
    CheckState.RED: wording.CHECK_STOPS,
    CheckState.EMPTY: wording.CHECK_OPEN,
    CheckState.WAITING: wording.CHECK_WAITS,
}


class CheckCell(Painted):
    """Shows what was compared and its value; Space or a click ticks an open item a person must see.

    Signals:
        ticked: the nurse ticked this one open item. The cell does not change by itself.
    """

    ticked = Signal()

    def __init__(self, face: CheckFace, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clicked.connect(self._tick)
        self.show_face(face)

    def show_face(self, face: CheckFace) -> None:
        """Show another state of the check."""
        self.face = face
        self.say(face.number, face.label, face.value, face.note, _SPOKEN[face.state])
        self.setToolTip(face.note)
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the room without which the value would be cut."""
        face = self.face
        label = painting.text_width(f"{face.number} {face.label}", "small") + 24
        role = "title" if face.loud else "section"
        value = painting.text_width(face.value, role, True) + (44 if face.loud else 0)
        note = 0 if face.loud else painting.text_width(face.note, "small")
        height = 60 if face.loud else (72 if face.note else 52)
        return QSize(2 * _PAD + max(label, value, note), height)

    def sizeHint(self) -> QSize:
        """Return a little more than the least."""
        least = self.minimumSizeHint()
        return QSize(least.width(), least.height() + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space; every other key belongs to the room."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._tick()
            return
        event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw ground, icon, label, value and note."""
        fill, edge = _LOOKS[self.face.state][:2]
        painting.paint_box(painter, self.rect(), fill, edge)
        if self.face.loud:
            self._draw_loud(painter)
        else:
            self._draw_small(painter)

    def _draw_small(self, painter: QPainter) -> None:
        """Draw a cell of the three or the seven: the icon stands in the corner."""
        _, _, icon, colour, ink, quiet = _LOOKS[self.face.state]
        lines = [("small", 20), ("section", 26)] + ([("small", 20)] if self.face.note else [])
        spare = self.height() - sum(height for _, height in lines)
        gap = min(6, spare // (len(lines) + 1))
        y = (spare - gap * (len(lines) - 1)) // 2
        wide = self.width() - 2 * _PAD
        painting.paint_icon(painter, self.width() - _PAD - 18, y + 10, icon, colour, 18)
        painting.paint_text(painter, QRect(_PAD, y, wide - 22, 20), self._label(), "small", "ink2")
        y += 20 + gap
        painting.paint_text(painter, QRect(_PAD, y, wide, 26), self.face.value, "section", ink, bold=True)
        y += 26 + gap
        if self.face.note:
            painting.paint_text(painter, QRect(_PAD, y, wide, 20), self.face.note, "small", quiet)

    def _draw_loud(self, painter: QPainter) -> None:
        """Draw the one verification: tick box at the left, value large enough to read aloud."""
        _, _, icon, colour, ink, quiet = _LOOKS[self.face.state]
        middle = self.height() // 2
        painting.paint_icon(painter, 12, middle, icon, colour, 30)
        right = self.width() - 12
        if self.face.tickable and self.face.state is CheckState.EMPTY:
            right -= painting.key_cap_width(wording.SPACE_KEY)
            painting.paint_key_cap(painter, right, middle, wording.SPACE_KEY)
        note_width = min(painting.text_width(self.face.note, "body"), 240)
        note = QRect(right - 12 - note_width, 0, note_width, self.height())
        painting.paint_text(painter, note, self.face.note, "body", quiet)
        wide = note.left() - 12 - 54
        painting.paint_text(painter, QRect(54, middle - 29, wide, 20), self._label(), "small", "ink2")
        painting.paint_text(painter, QRect(54, middle - 8, wide, 36), self.face.value, "title", ink, bold=True)

    def _label(self) -> str:
        """Return number and label as one text."""
        return f"{self.face.number} {self.face.label}"

    def _tick(self) -> None:
        """Tell the room, when there is something to tick."""
        if self.face.tickable and self.face.state is CheckState.EMPTY:
            self.ticked.emit()


class CheckGroupHead(Painted):
    """The tinted head of 三查, 七对 or 一验证 with its count."""

    def __init__(self, title: str, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setFixedWidth(64)
        self.show_count(count)

    def show_count(self, count: str) -> None:
        """Show how many of the group are done, as `2 / 3`."""
        self._count = count
        self.say(self._title, count)
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw title over count."""
        painting.paint_box(painter, self.rect(), "brand_tint", "")
        middle = self.height() // 2
        role = "body" if len(self._title) > 2 else "section"
        title = QRect(0, middle - 24, self.width(), 26)
        painting.paint_text(painter, title, self._title, role, "brand", bold=True, align=painting.CENTRE)
        count = QRect(0, middle + 4, self.width(), 20)
        painting.paint_text(painter, count, self._count, "small", "ink2", align=painting.CENTRE)
