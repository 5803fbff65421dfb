"""One user of the sign-in page."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import ChipFace, Tone, UserFace
from clinic_app.gui.widgets.chip import chip_size, paint_chip
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

_NAME_ROLES = ("fact", "section", "body")


class UserTile(Painted):
    """One user: first character, name, role, key; `compact` where there are many."""

    def __init__(self, face: UserFace, key: str, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self._key = key
        self._chosen = False
        self._height, self._radius = (60, 20) if compact else (80, 28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._height)
        self.say(face.name, face.role, key)

    def show_chosen(self, chosen: bool) -> None:
        """Light the chosen user."""
        self._chosen = chosen
        self.say(self.face.name, self.face.role, self._key, wording.CHOSEN if chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return one tile."""
        return QSize(272, self._height)

    def draw(self, painter: QPainter) -> None:
        """Draw the tile."""
        chosen, middle, radius = self._chosen, self._height // 2, self._radius
        fill, edge = ("brand_tint", "brand") if chosen else ("surface", "line2")
        painting.paint_box(painter, self.rect(), fill, edge, width=2 if chosen else 1, radius=8)
        painting.paint_dot(painter, QPointF(18 + radius, middle), radius, "brand" if chosen else "brand_tint")
        letter = QRect(18, middle - radius, 2 * radius, 2 * radius - 1)
        ink = "on_brand" if chosen else "brand"
        painting.paint_text(painter, letter, self.face.name[:1], "title", ink, align=painting.CENTRE)
        left, right = 30 + 2 * radius, self.width() - 17 - painting.key_cap_width(self._key)
        painting.paint_key_cap(painter, right, middle, self._key)
        self._draw_name(painter, QRect(left, middle - 24, right - 6 - left, 28))
        painting.paint_text(painter, QRect(left, middle + 4, right - 8 - left, 20), self.face.role, "small", "ink2")

    def _draw_name(self, painter: QPainter, line: QRect) -> None:
        """Draw the name as large as it fits, and behind it whether this user is on duty."""
        name = self.face.name
        fitting = (role for role in _NAME_ROLES if painting.text_width(name, role, True) <= line.width())
        x = line.left() + painting.paint_text(painter, line, name, next(fitting, "body"), "ink", bold=True) + 8
        duty = ChipFace(wording.ON_DUTY, Tone.BRAND, "")
        size = chip_size(duty)
        if self.face.on_duty and x + size.width() <= line.right():
            paint_chip(painter, QRect(x, line.top() + 2, size.width(), 24), duty)
