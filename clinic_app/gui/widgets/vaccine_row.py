"""One planned dose of the visit as a row."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import ChipFace, Tone, VaccineFace, VaccineState
from clinic_app.gui.widgets.chip import chip_size, paint_chip
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

_LOOKS = {
    VaccineState.IN_HAND: ("brand", 2, "syringe", "brand", Tone.BRAND),
    VaccineState.NEXT: ("line", 1, "hourglass", "ink2", Tone.GREY),
    VaccineState.GIVEN: ("green_edge", 1, "circle-check", "green", Tone.GREEN),
    VaccineState.NOT_GIVEN: ("line", 1, "minus", "ink2", Tone.GREY),
    VaccineState.STOP: ("red_edge", 2, "circle-x", "red", Tone.RED),
}
_COMPACT_BELOW = 720


class VaccineRow(Painted):
    """Shows vaccine, dose, volume, route, site, lot and expiry; the one in hand has the brand edge."""

    def __init__(self, face: VaccineFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_face(face)

    def show_face(self, face: VaccineFace) -> None:
        """Show another dose or state."""
        self.face = face
        lot = f"{wording.LOT} {face.lot}" if face.lot else ""
        expires = f"{wording.EXPIRES} {face.expires}" if face.expires else ""
        self.say(face.vaccine, face.dose, face.facts, lot, expires, face.chip)
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(720, 56)

    def minimumSizeHint(self) -> QSize:
        """Return the row of the compact desk."""
        return QSize(560, 56)

    def draw(self, painter: QPainter) -> None:
        """Draw from both ends towards the middle."""
        edge, width, icon, colour, tone = _LOOKS[self.face.state]
        painting.paint_box(painter, self.rect(), "surface", edge, width=width, radius=8)
        painting.paint_icon(painter, 14, self.height() // 2, icon, colour, 20)
        right = self._draw_right(painter, tone)
        self._draw_left(painter, right)

    def _draw_right(self, painter: QPainter, tone: Tone) -> int:
        """Draw chip, expiry and lot; return where they begin."""
        face = ChipFace(self.face.chip, tone, "")
        size = chip_size(face)
        x = self.width() - 13 - size.width()
        if self.face.chip:
            paint_chip(painter, QRect(x, (self.height() - 24) // 2, size.width(), 24), face)
        colour = "red" if self.face.state is VaccineState.STOP else "ink"
        for label, text in ((wording.EXPIRES, self.face.expires), (wording.LOT, self.face.lot)):
            if text:
                x -= 16 + painting.text_width(text, "body", True)
                painting.paint_text(painter, self._line(x), text, "body", colour, bold=True)
                x -= 4 + painting.text_width(label, "small")
                painting.paint_text(painter, self._line(x), label, "small", "ink2")
        return x

    def _draw_left(self, painter: QPainter, right: int) -> None:
        """Draw vaccine and dose, then the facts where they fit."""
        roomy = self.width() >= _COMPACT_BELOW
        x = 44
        x += painting.paint_text(painter, self._line(x, right), self.face.vaccine, "fact", "ink", bold=True) + 8
        x += painting.paint_text(painter, self._line(x, right), self.face.dose, "fact", "ink") + (16 if roomy else 8)
        role = "body" if roomy else "small"
        painting.paint_text(painter, self._line(x, right - 8), self.face.facts, role, "ink2")

    def _line(self, x: int, right: int | None = None) -> QRect:
        """Return the line from `x` to `right`."""
        return QRect(x, 0, (self.width() if right is None else right) - x, self.height() - 1)
