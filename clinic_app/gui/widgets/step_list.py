"""The steps of a visit, or of any work in a fixed order."""

from PySide6.QtCore import QPointF, QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import StepFace, StepState
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

_SPOKEN = {
    StepState.DONE: wording.STEP_DONE,
    StepState.CURRENT: wording.STEP_CURRENT,
    StepState.COMING: wording.STEP_COMING,
}


class StepCell(Painted):
    """One step: ✓ when done, filled number when current, ring when to come."""

    def __init__(self, number: int, face: StepFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_face(face)

    def show_face(self, face: StepFace) -> None:
        """Show another state."""
        self.face = face
        self.say(str(self._number), face.title, face.note, _SPOKEN[face.state])
        self.update()

    def sizeHint(self) -> QSize:
        """Return one step."""
        return QSize(150, 56)

    def minimumSizeHint(self) -> QSize:
        """Return the step of the compact desk."""
        return QSize(128, 52)

    def draw(self, painter: QPainter) -> None:
        """Draw the mark at the left, title over note at the right."""
        state = self.face.state
        if state is StepState.CURRENT:
            painting.paint_box(painter, self.rect(), "brand_tint", "brand_edge")
        self._draw_mark(painter)
        ink = {StepState.DONE: "ink", StepState.CURRENT: "brand", StepState.COMING: "ink2"}[state]
        role, bold = ("section", True) if state is StepState.CURRENT else ("body", state is StepState.DONE)
        middle = self.height() // 2
        wide = self.width() - 52
        painting.paint_text(painter, QRect(48, middle - 23, wide, 24), self.face.title, role, ink, bold=bold)
        painting.paint_text(painter, QRect(48, middle + 1, wide, 20), self.face.note, "small", "ink2")

    def _draw_mark(self, painter: QPainter) -> None:
        """Draw the circle of the step."""
        middle = self.height() // 2
        centre = QPointF(24.5, middle + 0.5)
        if self.face.state is StepState.DONE:
            painting.paint_dot(painter, centre, 13.5, "green_tint", "green_edge")
            painting.paint_icon(painter, 16, middle, "check", "green", 16)
            return
        current = self.face.state is StepState.CURRENT
        painting.paint_dot(painter, centre, 13.5, "brand" if current else "surface", "" if current else "grey_edge")
        rect = QRect(10, middle - 14, 29, 28)
        ink = "on_brand" if current else "ink3"
        painting.paint_text(painter, rect, str(self._number), "body", ink, bold=True, align=painting.CENTRE)


class StepList(QWidget):
    """A column of steps.

    Signals:
        step_wished: the mouse chose a step, counted from 0.
    """

    step_wished = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._cells: list[StepCell] = []

    def show_steps(self, steps: tuple[StepFace, ...]) -> None:
        """Show these steps, keeping the cells that exist."""
        while len(self._cells) > len(steps):
            self._cells.pop().deleteLater()
        for place, step in enumerate(steps):
            if place == len(self._cells):
                self._add(place, step)
            self._cells[place].show_face(step)

    def _add(self, place: int, step: StepFace) -> None:
        """Add one cell at the end."""
        cell = StepCell(place + 1, step)
        cell.clicked.connect(lambda: self.step_wished.emit(place))
        self._cells.append(cell)
        self._column.addWidget(cell)
