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

_RIGHT_ALIGNED = 2
_GAP = 14


class RecentRow(Painted):
    """One line of the table; the head is a line too, quiet and without a chip."""

    def __init__(self, cells: tuple[str, ...], chip: ChipFace | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._chip = chip
        self._widths = self.widths()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(*cells, chip.text if chip else "")

    def widths(self) -> list[int]:
        """Return how wide each column must be for this line, the chip's last."""
        role = "body" if self._chip else "small"
        wide = [painting.text_width(text, role, self._is_bold(place)) for place, text in enumerate(self._cells)]
        return [*wide, chip_size(self._chip).width()] if self._chip else wide

    def align(self, widths: list[int]) -> None:
        """Stand in the same columns as the other lines."""
        self._widths = widths
        self.updateGeometry()
        self.update()

    def cell_box(self, place: int) -> QRect:
        """Return where a cell stands."""
        left = sum(self._widths[:place]) + place * _GAP
        return QRect(left, 0, self._widths[place], self.height() - 1)

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(sum(self._widths) + (len(self._widths) - 1) * _GAP, 37 if self._chip else 28)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Draw the cells over a hairline."""
        head = self._chip is None
        role, ink = ("small", "ink2") if head else ("body", "ink")
        for place, text in enumerate(self._cells):
            align = painting.RIGHT if place == _RIGHT_ALIGNED else painting.LEFT
            box = self.cell_box(place)
            painting.paint_text(painter, box, text, role, ink, bold=self._is_bold(place), align=align)
        if self._chip is not None:
            size = chip_size(self._chip)
            left = self.cell_box(len(self._cells)).left()
            paint_chip(painter, QRect(left, (self.height() - 25) // 2, size.width(), 24), self._chip)
        painting.paint_box(painter, QRect(0, self.height() - 1, self.width(), 1), "line", "", radius=0)

    def _is_bold(self, place: int) -> bool:
        return place == _RIGHT_ALIGNED and self._chip is not None


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
        lines = [self._head_row, *self._rows]
        widths = [max(column) for column in zip(*(line.widths() for line in lines), strict=True)]
        for line in lines:
            line.align(widths)
        for place, row in enumerate(self._rows):
            self.body.insertWidget(2 + place, row)
