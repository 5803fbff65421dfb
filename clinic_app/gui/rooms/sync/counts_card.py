"""The counts with their proof: written here, held by the county, entered by the county, and what is left."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.sync.faces import CountFace
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.label import rule
from clinic_app.gui.widgets.painted import Painted


class CountCell(Painted):
    """Title, count, proof."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.face = CountFace("hard-drive", "", "", "")

    def show_face(self, face: CountFace) -> None:
        """Show another count."""
        self.face = face
        self.say(face.title, face.figure, face.proof)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return one count."""
        return QSize(self.minimumSizeHint().width() + 24, 88)

    def minimumSizeHint(self) -> QSize:
        """Return the room without which the proof would be cut."""
        face = self.face
        title = 28 + painting.text_width(face.title, "body")
        words = max(title, painting.text_width(face.figure, "count"), painting.text_width(face.proof, "small"))
        return QSize(words + 4, 88)

    def draw(self, painter: QPainter) -> None:
        """Draw title over count over proof."""
        wide = self.width()
        painting.paint_icon(painter, 0, 12, self.face.icon, "brand", 20)
        painting.paint_text(painter, QRect(28, 0, wide - 28, 24), self.face.title, "body", "ink2")
        painting.paint_text(painter, QRect(0, 26, wide, 40), self.face.figure, "count", "ink")
        ink = "ink2" if self.face.tone is Tone.GREY else self.face.tone.value
        painting.paint_text(painter, QRect(0, 67, wide, 20), self.face.proof, "small", ink)


class CountsCard(CardFrame):
    """Three counts in the order the records travel, and apart from them what has not arrived."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(20, 11, 20, 11)
        self._cells = [CountCell() for _ in range(4)]
        self._arrows: list[QLabel] = []
        row = QHBoxLayout()
        row.setSpacing(16)
        for place, cell in enumerate(self._cells):
            row.addWidget(cell, 1)
            if place < 2:
                row.addWidget(self._new_arrow())
            elif place == 2:
                row.addWidget(rule(vertical=True))
        self.body.addLayout(row)
        Theme.current().changed.connect(self._paint_arrows)
        self._paint_arrows()

    def show_counts(self, faces: tuple[CountFace, ...]) -> None:
        """Show the four counts."""
        for cell, face in zip(self._cells, faces, strict=True):
            cell.show_face(face)

    def _new_arrow(self) -> QLabel:
        """Return the arrow between two stations of a record."""
        arrow = QLabel()
        self._arrows.append(arrow)
        return arrow

    def _paint_arrows(self) -> None:
        """Draw the arrows quietly."""
        for arrow in self._arrows:
            arrow.setPixmap(Theme.current().pixmap("arrow-right", "ink3", 20))
