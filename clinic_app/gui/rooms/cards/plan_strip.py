"""The next visits in one strip of the card: each a day and what is given then."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import PlanFace, PlanStop
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import visit_plan as wording

_PAD = 14
_TITLE_WIDTH = 104
_LEAST_STOP = 150
_GAP = 12
_KEY = "6"


class PlanStrip(Painted):
    """Draws as many stops as there is room for, and says how many more there are; a click opens the whole plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._face = PlanFace("", (), "")
        self._height = 54

    def show_face(self, face: PlanFace) -> None:
        """Show other visits."""
        self._face = face
        self.say(face.title, *(f"{stop.day} {stop.doses}" for stop in face.stops), face.nothing)
        self.setToolTip("\n".join(f"{stop.day}  {stop.doses}" for stop in face.stops))
        self.update()

    def show_compact(self, compact: bool) -> None:
        """Save height on the small screen."""
        self._height = 50 if compact else 54
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the whole width."""
        return QSize(900, self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows the next visit."""
        return QSize(_TITLE_WIDTH + 2 * _LEAST_STOP, self._height)

    def draw(self, painter: QPainter) -> None:
        """Draw frame, title with its key, and the stops."""
        painting.paint_box(painter, self.rect(), "surface", "line", radius=8)
        title = QRect(_PAD, 0, _TITLE_WIDTH, self.height())
        width = painting.paint_text(painter, title, self._face.title, "body", "ink", bold=True)
        painting.paint_key_cap(painter, _PAD + width + 10, self.height() // 2, _KEY)
        if not self._face.stops:
            rest = QRect(_PAD + _TITLE_WIDTH, 0, self.width() - _TITLE_WIDTH - 2 * _PAD, self.height())
            painting.paint_text(painter, rest, self._face.nothing, "body", "ink2")
            return
        self._draw_stops(painter)

    def _draw_stops(self, painter: QPainter) -> None:
        right = self.width() - _PAD
        stops = self._face.stops
        x, shown = _PAD + _TITLE_WIDTH, 0
        for stop in stops:
            left_over = len(stops) - shown - 1
            more = painting.text_width(wording.MORE.format(count=len(stops)), "small") + _GAP if left_over else 0
            width = self._width_of(stop)
            if x + width + more > right:
                break
            self._draw_stop(painter, QRect(x, 0, width, self.height()), stop, first=shown == 0)
            x += width + 2 * _GAP
            shown += 1
        if shown < len(stops):
            words = wording.MORE.format(count=len(stops) - shown)
            painting.paint_text(painter, QRect(x, 0, right - x, self.height()), words, "small", "ink2")

    def _width_of(self, stop: PlanStop) -> int:
        words = max(painting.text_width(stop.doses, "small"), painting.text_width(stop.day, "body", bold=True))
        room = self.width() - 2 * _PAD - _TITLE_WIDTH
        return min(words + _GAP, room)

    def _draw_stop(self, painter: QPainter, box: QRect, stop: PlanStop, *, first: bool) -> None:
        """Draw day and doses of one visit, the next one in brand, with a line at its left."""
        ink, edge = ("brand", "brand") if first else ("ink", "line2")
        painting.paint_box(painter, QRect(box.left(), 10, 3, box.height() - 20), edge, "", radius=1)
        left, half = box.left() + _GAP, box.height() // 2
        words = QRect(left, 5, box.width() - _GAP, half - 4)
        painting.paint_text(painter, words, stop.day, "body", ink, bold=True)
        painting.paint_text(painter, QRect(left, half, box.width() - _GAP, half - 5), stop.doses, "small", "ink2")
