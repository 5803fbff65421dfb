"""Who is in hand: name, sex and age large, the rest in one line."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.rooms.vaccination.side_faces import HeadFace
from clinic_app.gui.widgets.chip import chip_size, paint_chip
from clinic_app.gui.widgets.painted import Painted

_PAD = 17
_NO_ONE = HeadFace(name="", sex="", age="", born="", facts=(), chips=())


class PersonHead(Painted):
    """Draws the head of the person in hand; a long name becomes smaller, and age and birth date move below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_face(_NO_ONE)

    def show_face(self, face: HeadFace) -> None:
        """Show another person."""
        self.face = face
        self.say(face.name, face.sex, face.age, face.born, *face.facts, *(chip.text for chip in face.chips))
        self.update()

    def show_compact(self, compact: bool) -> None:
        """Take less height on the small screen."""
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the head."""
        return QSize(600, 72 if self._compact else 83)

    def minimumSizeHint(self) -> QSize:
        """Return the head of the compact desk."""
        return QSize(480, 72 if self._compact else 83)

    def draw(self, painter: QPainter) -> None:
        """Draw card, chips, name and facts."""
        painting.paint_box(painter, self.rect(), "surface", "line", radius=8)
        right = self._draw_chips(painter)
        about = (self.face.sex, self.face.age, self.face.born)
        role, beside = self._arrangement(about, right)
        self._draw_name(painter, right, role, about[:beside])
        x, bottom = _PAD, self.height() - (28 if self._compact else 32)
        for fact in (*about[beside:], *self.face.facts):
            room = QRect(x, bottom, self.width() - _PAD - x, 22)
            x += painting.paint_text(painter, room, fact, "body", "ink2") + 22

    def _arrangement(self, about: tuple[str, ...], right: int) -> tuple[str, int]:
        """Return the size of the name, and how much stands beside it: what does not fit leads the second line."""
        for beside in (3, 2, 1):
            rest = sum(painting.text_width(text, "fact", True) + 20 for text in about[:beside])
            for role in ("name", "fact"):
                if _PAD + painting.text_width(self.face.name, role) + rest < right:
                    return role, beside
        return "fact", 0

    def _draw_chips(self, painter: QPainter) -> int:
        """Draw the chips at the right; return where they begin."""
        right = self.width() - 13
        for chip in reversed(self.face.chips):
            size = chip_size(chip)
            right -= size.width()
            paint_chip(painter, QRect(right, 10 if self._compact else 16, size.width(), 24), chip)
            right -= 8
        return right

    def _draw_name(self, painter: QPainter, right: int, role: str, about: tuple[str, ...]) -> None:
        """Draw the name and what stands beside it in one line."""
        top = (self.height() - 32 - (38 if not self._compact else 40)) // 2
        name = painting.paint_text(painter, self._line(_PAD, top, right), self.face.name, role, "ink", bold=True)
        x = _PAD + name + 16
        inks = ((False, "ink"), (True, "ink"), (False, "ink2"))
        for place, (text, (bold, ink)) in enumerate(zip(about, inks, strict=False)):
            if not text:
                continue
            if place:
                painting.paint_box(painter, QRect(x - 9, top + 10, 1, 20), "line", "", radius=0)
            x += painting.paint_text(painter, self._line(x, top, right), text, "fact", ink, bold=bold) + 18

    def _line(self, x: int, top: int, right: int) -> QRect:
        """Return the first line from `x` on."""
        return QRect(x, top, right - x, 40)
