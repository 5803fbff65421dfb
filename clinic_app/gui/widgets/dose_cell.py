"""One dose of the card (金卡), drawn as in the booklet."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import DoseFace, DoseMark
from clinic_app.gui.widgets.painted import Painted

_UPPER, _LINES = 21, 40
_PAD = 10
_LOOKS = {
    DoseMark.VALID: ("surface", "line", 1, "circle-check", "green"),
    DoseMark.ELSEWHERE: ("surface", "line", 1, "map-pin", "green"),
    DoseMark.BACKFILLED: ("surface", "line", 1, "history", "green"),
    DoseMark.INVALID: ("red_tint", "red_edge", 1, "circle-x", "red"),
    DoseMark.CHECK: ("amber_tint", "amber_edge", 1, "triangle-alert", "amber"),
    DoseMark.DUE: ("green_tint", "green", 2, "syringe", "green"),
    DoseMark.WAITING: ("sunken", "", 0, "clock", "ink2"),
}


class DoseCell(Painted):
    """Shows a `DoseFace`, or nothing at all where the booklet has no field."""

    def __init__(self, face: DoseFace | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.face: DoseFace | None = None
        self.show_face(face)

    def show_face(self, face: DoseFace | None, place: str = "") -> None:
        """Show another dose; `place` (vaccine and column) begins the accessible name."""
        self.face = face
        self.setVisible(face is not None)
        if face is not None:
            self.say(place, face.head, face.mark_text, face.detail)
        self.setToolTip(face.detail if face else "")
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the least cell of the booklet."""
        return QSize(132, _LINES + 4)

    def sizeHint(self) -> QSize:
        """Return the usual cell."""
        return QSize(168, 47)

    def draw(self, painter: QPainter) -> None:
        """Draw head and mark in the first line, the detail in the second."""
        if self.face is None:
            return
        fill, edge, edge_width, icon, colour = _LOOKS[self.face.mark]
        painting.paint_box(painter, self.rect(), fill, edge, width=edge_width, radius=4)
        top, width = (self.height() - _LINES) // 2, self.width() - 2 * _PAD + 4
        upper = QRect(_PAD, top, width, _UPPER)
        lower = QRect(_PAD, top + _UPPER, width, _LINES - _UPPER)
        if self.face.mark in (DoseMark.DUE, DoseMark.WAITING):
            self._draw_due(painter, upper, icon, colour)
        else:
            self._draw_given(painter, upper, icon, colour)
        self._draw_detail(painter, lower)

    def _draw_due(self, painter: QPainter, line: QRect, icon: str, colour: str) -> None:
        """Draw what is to come: icon first, then the words."""
        assert self.face is not None
        painting.paint_icon(painter, line.left(), line.center().y() + 1, icon, colour, 16)
        words = line.adjusted(22, 0, 0, 0)
        bold = self.face.mark is DoseMark.DUE
        painting.paint_text(painter, words, self.face.head, "body", colour, bold=bold)

    def _draw_given(self, painter: QPainter, line: QRect, icon: str, colour: str) -> None:
        """Draw a dose that was given: date left, mark right."""
        assert self.face is not None
        word = painting.text_width(self.face.mark_text, "small")
        x = line.right() - word + 1
        ink = "red" if self.face.mark is DoseMark.INVALID else "ink"
        painting.paint_text(
            painter, QRect(x, line.top(), word + 1, line.height()), self.face.mark_text, "small", colour
        )
        painting.paint_icon(painter, x - 20, line.center().y() + 1, icon, colour, 16)
        date = QRect(line.left(), line.top(), x - 22 - line.left(), line.height())
        painting.paint_text(painter, date, self.face.head, "body", ink, bold=True)

    def _draw_detail(self, painter: QPainter, line: QRect) -> None:
        """Draw the second line; a due dose that is late says so in amber."""
        assert self.face is not None
        if self.face.late:
            painting.paint_icon(painter, line.left(), line.center().y() + 1, "clock-alert", "amber", 16)
            painting.paint_text(painter, line.adjusted(20, 0, 0, 0), self.face.detail, "small", "amber", bold=True)
            return
        invalid = self.face.mark is DoseMark.INVALID
        due = self.face.mark is DoseMark.DUE
        painting.paint_text(painter, line, self.face.detail, "small", "red" if invalid else ("ink" if due else "ink2"))
