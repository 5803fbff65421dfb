"""The persons found while the nurse types into the scan box."""

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import MatchFace
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

MOST = 8


class MatchRow(Painted):
    """One person: name, about, note."""

    def __init__(self, face: MatchFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self.chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(face.name, face.about, face.note)

    def show_chosen(self, chosen: bool) -> None:
        """Tint the row that Enter would open."""
        self.chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(440, 44)

    def draw(self, painter: QPainter) -> None:
        """Draw name and about at the left, the note at the right."""
        if self.chosen:
            painting.paint_box(painter, self.rect(), "brand_tint", "brand_edge")
        inner = self.rect().adjusted(12, 0, -12, 0)
        x = inner.left() + painting.paint_text(painter, inner, self.face.name, "section", "ink", bold=True) + 12
        about = QRect(x, 0, inner.right() - x, self.height())
        painting.paint_text(painter, about, self.face.about, "body", "ink2")
        painting.paint_text(painter, inner, self.face.note, "small", "ink2", align=painting.RIGHT)


class MatchList(QFrame):
    """Hangs below the scan box; the box keeps the focus and moves the choice.

    Signals:
        chosen: the key of a person, by click or `choose`.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("matches")
        self.setAccessibleName(wording.MATCHES)
        self._rows: list[MatchRow] = []
        self._place = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(0)
        self._nobody = Label(wording.NO_MATCH, "body", tone="ink2")
        self._column.addWidget(self._nobody)
        self.hide()

    def show_matches(self, faces: tuple[MatchFace, ...], below: QRect) -> None:
        """Show up to eight persons under `below`; the first is chosen."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = [self._new_row(face) for face in faces[:MOST]]
        self._nobody.setVisible(not self._rows)
        self._place = 0 if self._rows else -1
        self._mark()
        height = 16 + max(1, len(self._rows)) * 44
        self.setGeometry(below.left(), below.bottom() + 6, max(520, below.width()), height)
        self.show()
        self.raise_()

    def move_choice(self, steps: int) -> None:
        """Choose the next or the previous person."""
        if self._rows:
            self._place = (self._place + steps) % len(self._rows)
            self._mark()

    def choose(self) -> bool:
        """Open the chosen person; False when the list is closed or empty."""
        if not self.isVisible() or self._place < 0:
            return False
        self._open(self._rows[self._place].face.key)
        return True

    def _new_row(self, face: MatchFace) -> MatchRow:
        """Return a row that opens its person by click."""
        row = MatchRow(face, self)
        row.clicked.connect(lambda: self._open(face.key))
        self._column.addWidget(row)
        return row

    def _open(self, key: str) -> None:
        """Close and tell."""
        self.hide()
        self.chosen.emit(key)

    def _mark(self) -> None:
        """Tint the chosen row only."""
        for place, row in enumerate(self._rows):
            row.show_chosen(place == self._place)
