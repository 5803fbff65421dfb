"""A chip: icon and word in one of the meanings."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import TONE_ICONS, ChipFace
from clinic_app.gui.widgets.painted import Painted

_PAD = 9
_ICON = 16
_GAP = 5


class Chip(Painted):
    """Shows a `ChipFace`; `large` is 32 px high, else 24."""

    def __init__(self, face: ChipFace, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = "body" if large else "small"
        self._height = 32 if large else 24
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_face(face)

    def show_face(self, face: ChipFace) -> None:
        """Show another word or meaning."""
        self.face = face
        self.say(face.lead, face.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the width of the words."""
        return chip_size(self.face, self._role, self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a chip is never shortened."""
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Draw the chip over the whole widget."""
        paint_chip(painter, self.rect(), self.face, self._role)


def chip_icon(face: ChipFace) -> str:
    """Return the icon of a chip, that of its meaning when it names none."""
    return TONE_ICONS[face.tone] if face.icon is None else face.icon


def chip_size(face: ChipFace, role: str = "small", height: int = 24) -> QSize:
    """Return how much room a chip takes."""
    icon = _ICON + _GAP if chip_icon(face) else 0
    lead = painting.text_width(face.lead, role, False) + 7 if face.lead else 0
    return QSize(2 * _PAD + icon + lead + painting.text_width(face.text, role, True), height)


def paint_chip(painter: QPainter, rect: QRect, face: ChipFace, role: str = "small") -> None:
    """Draw a chip into `rect`."""
    tone = face.tone.value
    painting.paint_box(painter, rect, f"{tone}_tint", f"{tone}_edge", radius=4)
    x = rect.left() + _PAD
    name = chip_icon(face)
    if name:
        painting.paint_icon(painter, x, rect.center().y() + 1, name, tone, _ICON)
        x += _ICON + _GAP
    words = QRect(x, rect.top(), rect.right() - x + 1, rect.height())
    if face.lead:
        x += painting.paint_text(painter, words, face.lead, role, "ink", bold=False) + 7
        words = QRect(x, rect.top(), rect.right() - x + 1, rect.height())
    painting.paint_text(painter, words, face.text, role, tone, bold=True)


def place_right(rect: QRect, size: QSize, *, top: int) -> QRect:
    """Return a rectangle of `size` in the upper right of `rect`."""
    return QRect(rect.right() - size.width() + 1, rect.top() + top, size.width(), size.height())
