"""The packages lately written at this desk, as a small table."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import ChipFace
from clinic_app.gui.rooms.sync.faces import RecentFace
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.chip import chip_size, paint_chip
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import sync as wording

_COLUMNS = (0, 112, 168, 232, 342, 418)
_RIGHT_ALIGNED = 2
_GAP = 14


class RecentRow(Painted):
    """One line of the table; the head is a line too, quiet and without a chip."""

    def __init__(self, cells: tuple[str, ...], chip: ChipFace | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(*cells, chip.text if chip else "")

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(_COLUMNS[-1] + 110, 37 if self._chip else 28)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Draw the cells over a hairline."""
        head = self._chip is None
        role, ink = ("small", "ink2") if head else ("body", "ink")
        for place, text in enumerate(self._cells):
            left = _COLUMNS[place]
            right = _COLUMNS[place + 1] if place + 1 < len(_COLUMNS) else self.width()
            align = painting.RIGHT if place == _RIGHT_ALIGNED else painting.LEFT
            box = QRect(left, 0, right - left - _GAP, self.height() - 1)
            painting.paint_text(painter, box, text, role, ink, bold=place == _RIGHT_ALIGNED and not head, align=align)
        if self._chip is not None:
            size = chip_size(self._chip)
            paint_chip(painter, QRect(_COLUMNS[-1], (self.height() - 25) // 2, size.width(), 24), self._chip)
        painting.paint_box(painter, QRect(0, self.height() - 1, self.width(), 1), "line", "", radius=0)


class HowToRow(Painted):
    """One step of the way to the county."""

    def __init__(self, icon: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(words)

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(34 + painting.text_width(self._words, "body"), 40)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Draw icon and words."""
        painting.paint_icon(painter, 0, self.height() // 2, self._icon, "ink2", 20)
        painting.paint_text(painter, self.rect().adjusted(34, 0, 0, 0), self._words, "body", "ink2")


class RecentCard(CardFrame):
    """The packages of this desk; before the first one, how records get to the county."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(wording.HOW_TITLE, parent)
        self.body.setContentsMargins(20, 12, 20, 12)
        self.body.setSpacing(0)
        self._head_row = RecentRow(wording.RECENT_HEADS, None)
        self._none_yet = Label(wording.NONE_YET, "small", tone="ink2")
        self._how_to = [HowToRow(icon, words) for icon, words in wording.HOW_TO]
        self.body.addWidget(self._head_row)
        for widget in (*self._how_to, self._none_yet):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._rows: list[RecentRow] = []
        self._head_row.hide()
        self._shown: tuple[RecentFace, ...] = ()

    def show_lines(self, faces: tuple[RecentFace, ...]) -> None:
        """Show these packages, the newest first."""
        if faces == self._shown:
            return
        self._shown = faces
        self.show_title(wording.RECENT if faces else wording.HOW_TITLE)
        self._head_row.setVisible(bool(faces))
        for widget in (self._none_yet, *self._how_to):
            widget.setVisible(not faces)
        for row in self._rows:
            self.body.removeWidget(row)
            row.deleteLater()
        self._rows = [RecentRow(face.cells, face.chip) for face in faces]
        for place, row in enumerate(self._rows):
            self.body.insertWidget(2 + place, row)
