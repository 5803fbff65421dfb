"""One number with its unit and explanation; opens its list."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import FigureFace, Tone
from clinic_app.gui.widgets.chip import chip_size, paint_chip, place_right
from clinic_app.gui.widgets.painted import Painted

_PAD = 17


class FigureTile(Painted):
    """Shows a `FigureFace`; Enter, Space and click give `clicked`."""

    def __init__(self, face: FigureFace, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setProperty("ringRadius", 8)
        self.show_face(face)

    def show_face(self, face: FigureFace) -> None:
        """Show another number."""
        self.face = face
        self.say(face.title, face.figure, face.unit, face.note, face.chip.text if face.chip else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual tile."""
        return QSize(300, 129)

    def minimumSizeHint(self) -> QSize:
        """Return the tile of the compact shell, wide enough for title and chip."""
        chip = chip_size(self.face.chip).width() + 8 if self.face.chip else 0
        return QSize(2 * _PAD + 28 + painting.text_width(self.face.title, "body") + chip, 112)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter or Space; every other key belongs to the room."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.clicked.emit()
            return
        event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw title and chip, number and unit, note."""
        tone = self.face.chip.tone if self.face.chip else None
        coloured = tone in (Tone.RED, Tone.AMBER)
        edge = f"{tone.value}_edge" if tone and coloured else "line"
        painting.paint_box(painter, self.rect(), "surface", edge, radius=8)
        ink = tone.value if tone and tone is not Tone.GREY else "brand"
        spare = max(0, (self.height() - 112) // 3)
        inner = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        self._draw_head(painter, inner, ink, 8 + spare)
        figure = QRect(_PAD, 34 + 2 * spare, inner.width(), 48)
        x = _PAD + painting.paint_text(painter, figure, self.face.figure, "figure", "ink") + 8
        unit = QRect(x, 46 + 2 * spare, inner.right() - x + 1, 28)
        painting.paint_text(painter, unit, self.face.unit, "body", "ink2")
        note = QRect(_PAD, 84 + 2 * spare, inner.width(), 20)
        painting.paint_text(painter, note, self.face.note, "small", "ink2")

    def _draw_head(self, painter: QPainter, inner: QRect, ink: str, top: int) -> None:
        """Draw icon, title and chip."""
        x = inner.left()
        if self.face.icon:
            painting.paint_icon(painter, x, top + 14, self.face.icon, ink, 20)
            x += 28
        title = QRect(x, top, inner.right() - x + 1, 28)
        painting.paint_text(painter, title, self.face.title, "body", "ink2")
        if self.face.chip is not None:
            paint_chip(painter, place_right(inner, chip_size(self.face.chip), top=top + 1), self.face.chip)
