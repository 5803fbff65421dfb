"""The queue (候诊): who waits, at which step; Enter takes a child to the desk."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.rooms.today.today_faces import QueueFace
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.chip import chip_size, paint_chip
from clinic_app.gui.widgets.painted import Painted

_ROW = 48
_NAME = "section"
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class QueueRow(Painted):
    """One child who waits; Enter, Space and click give `clicked`."""

    def __init__(self, face: QueueFace) -> None:
        super().__init__(focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_face(face)

    def show_face(self, face: QueueFace) -> None:
        """Show another child or step."""
        self.face = face
        self.say(face.number, face.name, face.age, face.vaccines, face.step.text)
        self.setToolTip(face.vaccines)
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(420, _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter or Space; every other key belongs to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.clicked.emit()
            return
        event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw number, name and age at the left, the step at the right, the vaccines where there is room."""
        painter.setPen(Theme.current().colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        size = chip_size(self.face.step)
        right = self.width() - 2 - size.width()
        paint_chip(painter, QRect(right, (self.height() - 24) // 2, size.width(), 24), self.face.step)
        x = 2 + painting.paint_text(painter, self._line(2, right), self.face.number, "body", "ink2") + 10
        x += painting.paint_text(painter, self._line(x, right), self.face.name, _NAME, "ink", bold=True) + 8
        x += painting.paint_text(painter, self._line(x, right), self.face.age, "body", "ink2") + 12
        vaccines = self._line(x, right - 10)
        painting.paint_text(painter, vaccines, self.face.vaccines, "small", "ink2", align=painting.RIGHT)

    def _line(self, x: int, right: int) -> QRect:
        """Return the line between two edges."""
        return QRect(x, 0, right - x, self.height() - 1)


class QueueList(QScrollArea):
    """The rows; they keep their places while a child only moves on a step.

    Signals:
        chosen: Enter or a click on a row; carries the person's id.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(holder)
        self._rows: list[QueueRow] = []

    def show_queue(self, faces: tuple[QueueFace, ...]) -> None:
        """Show these children, keeping the rows that exist."""
        while len(self._rows) > len(faces):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, face in enumerate(faces):
            if place == len(self._rows):
                self._add(face)
            self._rows[place].show_face(face)

    def rows(self) -> list[QueueRow]:
        """Return the rows, the first to come first."""
        return list(self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the children with the arrows."""
        here = next((place for place, row in enumerate(self._rows) if row.hasFocus()), None)
        step = _ARROWS.get(Qt.Key(event.key()))
        if here is None or step is None:
            event.ignore()
            return
        row = self._rows[max(0, min(len(self._rows) - 1, here + step))]
        row.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, face: QueueFace) -> None:
        """Add a row at the end."""
        row = QueueRow(face)
        row.clicked.connect(lambda: self.chosen.emit(row.face.person_id))
        row.entered.connect(lambda: self.ensureWidgetVisible(row, 0, 8))
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
