"""One user of the sign-in page."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import ChipFace, Tone, UserFace
from clinic_app.gui.widgets.chip import chip_size, paint_chip
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording


class UserTile(Painted):
    """One user: first character, name, role, key."""

    def __init__(self, face: UserFace, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self._key = key
        self._chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(face.name, face.role, key)

    def show_chosen(self, chosen: bool) -> None:
        """Light the chosen user."""
        self._chosen = chosen
        self.say(self.face.name, self.face.role, self._key, wording.CHOSEN if chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return one tile."""
        return QSize(272, 80)

    def draw(self, painter: QPainter) -> None:
        """Draw the tile."""
        chosen = self._chosen
        fill, edge = ("brand_tint", "brand") if chosen else ("surface", "line2")
        painting.paint_box(painter, self.rect(), fill, edge, width=2 if chosen else 1, radius=8)
        painting.paint_dot(painter, QPointF(46, 40), 28, "brand" if chosen else "brand_tint")
        letter = QRect(18, 12, 56, 55)
        ink = "on_brand" if chosen else "brand"
        painting.paint_text(painter, letter, self.face.name[:1], "title", ink, align=painting.CENTRE)
        right = self.width() - 17 - painting.key_cap_width(self._key)
        painting.paint_key_cap(painter, right, 40, self._key)
        name = QRect(90, 16, right - 98, 28)
        x = 90 + painting.paint_text(painter, name, self.face.name, "fact", "ink", bold=True) + 8
        duty = ChipFace(wording.ON_DUTY, Tone.BRAND, "")
        size = chip_size(duty)
        if self.face.on_duty and x + size.width() <= right:
            paint_chip(painter, QRect(x, 18, size.width(), 24), duty)
        painting.paint_text(painter, QRect(90, 44, right - 98, 20), self.face.role, "small", "ink2")
