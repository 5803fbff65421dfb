"""The day by half hour, drawn: how many people were vaccinated in each."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.rooms.today.today_faces import Bar
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import today as wording

_LEFT, _BOTTOM, _TOP = 32, 30, 8
_LABEL = 46
_STEPS = (4, 8, 16, 24, 40, 60, 80, 120, 200)


class DayPlot(Painted):
    """Shows bars with their numbers; every second label where they would touch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show another day."""
        if bars == self._bars:
            return
        self._bars = bars
        told = [f"{bar.label} {bar.people}" for bar in bars if bar.people]
        self.say(wording.PLOT, *(told or [wording.PLOT_EMPTY]))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be read."""
        return QSize(360, 120)

    def sizeHint(self) -> QSize:
        """Return the usual plot."""
        return QSize(720, 220)

    def draw(self, painter: QPainter) -> None:
        """Draw scale, bars and labels; an empty day says so."""
        if not self._bars:
            return
        top = self._scale()
        self._draw_scale(painter, top, empty=not any(bar.people for bar in self._bars))
        for place in range(len(self._bars)):
            self._draw_bar(painter, place, top)
        if not any(bar.people for bar in self._bars):
            area = QRect(_LEFT, _TOP, self.width() - _LEFT, self.height() - _TOP - _BOTTOM)
            painting.paint_text(painter, area, wording.PLOT_EMPTY, "body", "ink2", align=painting.CENTRE)

    def _draw_scale(self, painter: QPainter, top: int, *, empty: bool) -> None:
        """Draw the lines of nothing, half and all; of nothing alone on an empty day."""
        for value in (0,) if empty else (0, top // 2, top):
            y = self._y(value, top)
            painter.setPen(QPen(Theme.current().colour("line"), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width(), y))
            label = QRect(0, round(y) - 10, _LEFT - 8, 20)
            painting.paint_text(painter, label, str(value), "small", "ink2", align=painting.RIGHT)

    def _draw_bar(self, painter: QPainter, place: int, top: int) -> None:
        """Draw one half hour: its bar with the number, its label below."""
        bar = self._bars[place]
        slot = (self.width() - _LEFT) / len(self._bars)
        wide = max(10, min(36, round(slot * 0.62)))
        centre = _LEFT + slot * (place + 0.5)
        if bar.people:
            y = round(self._y(bar.people, top))
            box = QRect(round(centre - wide / 2), y, wide, self.height() - _BOTTOM - y)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Theme.current().colour("brand"))
            painter.drawRect(box)
            self._draw_number(painter, box, bar.people)
        if bar.now or self._labelled(place, slot):
            label = QRect(round(centre) - 30, self.height() - _BOTTOM + 6, 60, 22)
            ink = "ink" if bar.now else "ink2"
            painting.paint_text(painter, label, bar.label, "small", ink, bold=bar.now, align=painting.CENTRE)

    def _draw_number(self, painter: QPainter, box: QRect, people: int) -> None:
        """Write the number into the bar, or above one that is too low."""
        inside = box.height() >= 24
        line = QRect(box.center().x() - 20, box.top() + 3 if inside else box.top() - 21, 41, 20)
        ink = "on_brand" if inside else "ink"
        painting.paint_text(painter, line, str(people), "small", ink, bold=True, align=painting.CENTRE)

    def _labelled(self, place: int, slot: float) -> bool:
        """Return whether this half hour has room for its label; the running one always has it."""
        if slot >= _LABEL:
            return True
        beside_now = any(0 <= near < len(self._bars) and self._bars[near].now for near in (place - 1, place + 1))
        return place % 2 == 0 and not beside_now

    def _scale(self) -> int:
        """Return the top of the scale."""
        most = max(bar.people for bar in self._bars)
        return next((step for step in _STEPS if step >= most), (most + 99) // 100 * 100)

    def _y(self, value: float, top: int) -> float:
        """Return the height of a value."""
        return self.height() - _BOTTOM - (self.height() - _BOTTOM - _TOP) * value / top
