"""The strip by age above the booklet, drawn."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import DoseMark
from clinic_app.gui.rooms.cards.card_faces import TimelineFace, TimelineStop
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import cards as wording

_EDGE = 40
_ICON = 16
_STEP = 18
_LOOKS = {
    DoseMark.VALID: ("circle-check", "green"),
    DoseMark.ELSEWHERE: ("circle-check", "green"),
    DoseMark.BACKFILLED: ("circle-check", "green"),
    DoseMark.INVALID: ("circle-x", "red"),
    DoseMark.CHECK: ("triangle-alert", "amber"),
    DoseMark.DUE: ("syringe", "green"),
    DoseMark.WAITING: ("circle-dashed", "ink3"),
}


class TimelineStrip(Painted):
    """Shows a `TimelineFace`: a line of ages, what happened above them, and today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._face = TimelineFace(stops=(), today=0.0)
        self._height = 70

    def show_face(self, face: TimelineFace) -> None:
        """Show another life."""
        self._face = face
        told = (f"{stop.label} {len(stop.marks)}" for stop in face.stops if stop.marks)
        self.say(wording.TIMELINE, *told)
        self.update()

    def show_compact(self, compact: bool) -> None:
        """Save height on the small screen."""
        self._height = 62 if compact else 70
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the whole width."""
        return QSize(900, self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the least that keeps the ages apart."""
        return QSize(600, self._height)

    def draw(self, painter: QPainter) -> None:
        """Draw the frame, the line up to today and beyond, the stops and the flag of today."""
        painting.paint_box(painter, self.rect(), "surface", "line", radius=8)
        if not self._face.stops:
            return
        self._draw_line(painter)
        for place, stop in enumerate(self._face.stops):
            self._draw_stop(painter, place, stop)
        self._draw_today(painter)

    def _draw_line(self, painter: QPainter) -> None:
        """Draw what has been lived in brand, what is to come in grey."""
        y, today = self._middle(), self._x(self._face.today)
        end = self._x(len(self._face.stops) - 1)
        for start, stop, colour in ((self._x(0), today, "brand"), (today, end, "line")):
            painter.setPen(QPen(Theme.current().colour(colour), 3))
            painter.drawLine(QPointF(start, y), QPointF(stop, y))

    def _draw_stop(self, painter: QPainter, place: int, stop: TimelineStop) -> None:
        """Draw a ring, the age below it and the marks above it."""
        x, y = self._x(place), self._middle()
        lived = place <= self._face.today
        painter.setPen(QPen(Theme.current().colour("brand" if lived else "grey_edge"), 3))
        painter.setBrush(Theme.current().colour("surface"))
        painter.drawEllipse(QPointF(x, y), 5, 5)
        label = QRect(round(x) - 40, y + 11, 80, 20)
        ink = "ink2" if lived else "ink3"
        painting.paint_text(painter, label, stop.label, "small", ink, align=painting.CENTRE)
        self._draw_marks(painter, round(x), stop.marks)

    def _draw_marks(self, painter: QPainter, x: int, marks: tuple[DoseMark, ...]) -> None:
        """Draw as many marks as fit above a stop, and say how many more there are."""
        fits = max(1, int(self._between() - 2) // _STEP)
        shown = marks if len(marks) <= fits else marks[: fits - 1]
        more = wording.MORE_MARKS.format(count=len(marks) - len(shown)) if len(shown) < len(marks) else ""
        width = len(shown) * _STEP + (painting.text_width(more, "small") if more else -2)
        left = max(6, min(self.width() - 6 - width, x - width // 2))
        centre = self._middle() - 19
        for place, mark in enumerate(shown):
            icon, colour = _LOOKS[mark]
            painting.paint_icon(painter, left + place * _STEP, centre, icon, colour, _ICON)
        if more:
            rect = QRect(left + len(shown) * _STEP, centre - 10, 40, 20)
            painting.paint_text(painter, rect, more, "small", "ink2")

    def _draw_today(self, painter: QPainter) -> None:
        """Draw the flag of today on the line."""
        width = painting.text_width(wording.TODAY, "small", True) + 14
        left = min(self.width() - 6 - width, max(6, round(self._x(self._face.today)) - width // 2))
        flag = QRect(left, self._middle() - 10, width, 21)
        painting.paint_box(painter, flag, "brand", "", radius=4)
        painting.paint_text(painter, flag, wording.TODAY, "small", "on_brand", bold=True, align=painting.CENTRE)

    def _x(self, place: float) -> float:
        """Return where a stop stands."""
        return _EDGE + place * self._between()

    def _between(self) -> float:
        """Return the distance of two stops."""
        return (self.width() - 2 * _EDGE) / max(1, len(self._face.stops) - 1)

    def _middle(self) -> int:
        """Return the height of the line."""
        return self.height() // 2
