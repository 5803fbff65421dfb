"""One child under observation (留观) as a tile."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import WatchFace, WatchState
from clinic_app.gui.widgets.painted import Painted

_PAD = 17
_LOOKS = {
    WatchState.COUNTING: ("surface", "line", 1, "timer", "ink", "brand", "ink2"),
    WatchState.SOON: ("amber_tint", "amber_edge", 1, "clock-alert", "amber", "amber", "amber"),
    WatchState.FREE: ("green_tint", "green_edge", 2, "circle-check", "green", "green", "green"),
    WatchState.LATE: ("red_tint", "red_edge", 2, "octagon-x", "red", "red", "red"),
    WatchState.REACTION: ("red_tint", "red", 2, "heart-pulse", "red", "red", "red"),
}


class WatchTile(Painted):
    """Shows a `WatchFace`; focusable, Enter and click choose it.

    Signals:
        chosen: Enter or a click; carries the tile's key.
    """

    chosen = Signal(str)

    def __init__(self, face: WatchFace, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("ringRadius", 8)
        self.clicked.connect(self._choose)
        self.show_face(face)

    def show_face(self, face: WatchFace) -> None:
        """Show another moment; drawn again only when something changed."""
        if getattr(self, "face", None) == face:
            return
        self.face = face
        self.say(face.name, face.about, face.vaccines, face.clock, face.note, face.given, face.free)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual tile."""
        return QSize(300, 240)

    def minimumSizeHint(self) -> QSize:
        """Return the tile of a full compact room."""
        return QSize(240, 168)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter; every other key belongs to the room."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._choose()
            return
        event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw who at the top, the clock in the middle, times and bar at the bottom."""
        fill, edge, width = _LOOKS[self.face.state][:3]
        painting.paint_box(painter, self.rect(), fill, edge, width=width, radius=8)
        self._draw_child(painter)
        self._draw_clock(painter)
        self._draw_times(painter)

    def _draw_child(self, painter: QPainter) -> None:
        """Draw name, age, vaccines and seat."""
        right = self.width() - _PAD
        if self.face.seat:
            seat = painting.text_width(self.face.seat, "body", True) + 38
            box = QRect(right - seat, 12, seat, 28)
            plain = self.face.state is WatchState.COUNTING
            painting.paint_box(painter, box, "sunken" if plain else "surface", "", radius=4)
            painting.paint_icon(painter, box.left() + 9, box.center().y() + 1, "armchair", "ink2", 16)
            painting.paint_text(painter, box.adjusted(30, 0, 0, -1), self.face.seat, "body", "ink2", bold=True)
            right = box.left() - 8
        name = QRect(_PAD, 12, right - _PAD, 28)
        x = _PAD + painting.paint_text(painter, name, self.face.name, "fact", "ink", bold=True) + 8
        painting.paint_text(painter, QRect(x, 12, right - x, 29), self.face.about, "body", "ink2")
        vaccines = QRect(_PAD, 44, self.width() - 2 * _PAD, 24)
        painting.paint_text(painter, vaccines, self.face.vaccines, "body", "ink")

    def _draw_clock(self, painter: QPainter) -> None:
        """Draw the state as icon and large figure, and what to do."""
        icon, ink, bar, quiet = _LOOKS[self.face.state][3:]
        bottom = self.height() - 16
        painting.paint_icon(painter, _PAD, bottom - 88, icon, bar, 32)
        clock = QRect(_PAD + 42, bottom - 116, self.width() - 2 * _PAD - 42, 52)
        painting.paint_text(painter, clock, self.face.clock, "figure", ink)
        note = QRect(_PAD, bottom - 58, self.width() - 2 * _PAD, 20)
        bold = self.face.state is not WatchState.COUNTING
        painting.paint_text(painter, note, self.face.note, "small", quiet, bold=bold)

    def _draw_times(self, painter: QPainter) -> None:
        """Draw the bar of the time gone and both moments."""
        bottom = self.height() - 16
        bar = QRect(_PAD, bottom - 33, self.width() - 2 * _PAD, 6)
        painting.paint_bar(painter, bar, self.face.gone, _LOOKS[self.face.state][5])
        line = QRect(_PAD, bottom - 18, self.width() - 2 * _PAD, 24)
        painting.paint_text(painter, line, self.face.given, "small", "ink2")
        label, _, moment = self.face.free.rpartition(" ")
        painting.paint_text(painter, line, moment, "body", "ink", bold=True, align=painting.RIGHT)
        line.setRight(line.right() - painting.text_width(moment, "body", True) - 7)
        painting.paint_text(painter, line, label, "small", "ink2", align=painting.RIGHT)

    def _choose(self) -> None:
        """Tell which tile was chosen."""
        self.chosen.emit(self.face.key)
