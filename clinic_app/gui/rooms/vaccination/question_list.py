"""The questions of the screening, one row each; the list scrolls where the screen is too small for all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.gui.rooms.vaccination.rows import QuestionRow
from clinic_app.gui.rooms.vaccination.screening_face import QuestionFace
from clinic_app.gui.rooms.vaccination.step_panel import give_focus, move_focus
from clinic_app.gui.widgets.keyless_scroll import KeylessScroll

_GAP = 2
_LEAST_ROWS = 2


class QuestionList(KeylessScroll):
    """Carries answers to the page and the focus from row to row.

    Signals:
        answered: the question's id and the answer. rest_denied: 0. passed: the last row was answered or left.
    """

    answered = Signal(str, bool)
    rest_denied = Signal()
    passed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(_GAP)
        self.setWidget(holder)
        self._rows: list[QuestionRow] = []

    def show_questions(self, faces: tuple[QuestionFace, ...]) -> None:
        """Show these questions, keeping the rows that exist."""
        while len(self._rows) < len(faces):
            self._add(faces[len(self._rows)])
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(faces))
            if place < len(faces):
                row.show_face(faces[place])
        widest = max((row.minimumSizeHint().width() for row in self._shown()), default=0)
        self.setMinimumWidth(widest + 2)
        rows = min(_LEAST_ROWS, len(faces))
        self.setMinimumHeight(rows * (QuestionRow.LEAST_HEIGHT + _GAP) + 2)

    def home_focus(self) -> None:
        """Go to the first question without an answer."""
        unasked = [row for row in self._shown() if row.face.answer is None]
        if unasked:
            give_focus(unasked[0])

    def focus_last(self) -> None:
        """Go to the last question."""
        give_focus(self._shown()[-1])

    def _shown(self) -> list[QuestionRow]:
        return [row for row in self._rows if not row.isHidden()]

    def _add(self, face: QuestionFace) -> None:
        row = QuestionRow(face)
        row.answered.connect(self.answered)
        row.rest_denied.connect(self.rest_denied)
        row.moved.connect(lambda by: self._on_moved(row, by))
        row.entered.connect(lambda: self.ensureWidgetVisible(row, 0, _GAP))
        self._rows.append(row)
        self._column.addWidget(row)

    def _on_moved(self, row: QuestionRow, by: int) -> None:
        """Go to the next question; after the last one to what is missing."""
        rows: list[QWidget] = [*self._shown()]
        if row is rows[-1] and by > 0:
            self.passed.emit()
        else:
            move_focus(rows, row, by)
