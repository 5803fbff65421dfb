"""The page of step 1, 预检: temperature at the left, eight questions at the right, the decision below when needed."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.rows import QuestionRow
from clinic_app.gui.rooms.vaccination.screening_step import DECISIONS, ScreeningFace, ScreeningStep
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, focus_is_in, give_focus, move_focus, show_main
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import vaccination as wording


class ScreeningPanel(StepPanel):
    """Tells the step what is typed and pressed, and shows what it makes of it."""

    def __init__(self, room: Room, step: ScreeningStep, leave: Callable[[], None]) -> None:
        super().__init__(room)
        self._step = step
        self._shown = step.face()
        self._temperature = Field(wording.TEMPERATURE, required=True, hint=wording.TEMPERATURE_HINT)
        self._note = Chip(ChipFace(""), large=True)
        self._asked = Label("", "small", tone="ink2")
        self._rows = [QuestionRow(question) for question in self._shown.questions]
        self._decision = SegmentField(wording.DECISION, DECISIONS, required=True)
        self._advice = Field(wording.ADVICE, required=True, hint=wording.ADVICE_HINT)
        self._until = Field(wording.UNTIL, hint=wording.UNTIL_HINT)
        self._decides = QWidget()
        self._build()
        self._main = self.add_main(wording.SAVE_SCREENING, step.save, "thermometer")
        self.add_button("F7", wording.LEAVE_STEP, leave)
        self._wire()

    def show_face(self) -> None:
        """Show temperature, answers, decision and why F9 is off."""
        face = self._shown = self._step.face()
        self._show_temperature(face)
        self._asked.setText(face.asked)
        for row, question in zip(self._rows, face.questions, strict=True):
            row.show_face(question)
        self._decides.setVisible(face.decides)
        self._decision.segment.choose(face.decision)
        self._put(self._advice, face.advice)
        self._until.setVisible(face.asks_until)
        self._put(self._until, face.until)
        if face.until_error:
            self._until.show_error(face.until_error)
        show_main(self._main, face.save, face.missing)

    def show_tight(self, tight: bool) -> None:
        """Leave less room around the work on the smallest screen."""
        self.card.body.setContentsMargins(16, 6 if tight else 12, 16, 6 if tight else 12)
        self.card.body.setSpacing(4 if tight else 8)

    def home_focus(self) -> None:
        """Go to the temperature, or to the first question that was not asked yet."""
        if not self._shown.complete:
            give_focus(self._temperature.edit)
            return
        unasked = [row for row in self._rows if row.face.answer is None]
        if unasked:
            give_focus(unasked[0])
        elif self._shown.decides:
            give_focus(self._advice.edit if self._shown.decision else self._decision.segment)
        else:
            give_focus(self._rows[-1])

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._temperature)
        left.addWidget(self._note)
        left.addStretch(1)
        left.addWidget(Label(wording.QUESTION_KEYS, "small", tone="ink2", wrap=True))
        right = QVBoxLayout()
        right.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Label(wording.QUESTIONS, "section"))
        head.addStretch(1)
        head.addWidget(self._asked)
        right.addLayout(head)
        for row in self._rows:
            right.addWidget(row)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right, 4)
        decides = QHBoxLayout(self._decides)
        decides.setContentsMargins(0, 0, 0, 0)
        decides.setSpacing(12)
        decides.addWidget(self._decision, 2)
        decides.addWidget(self._advice, 5)
        decides.addWidget(self._until, 1)
        self._until.setFixedWidth(124)
        self.card.body.addLayout(columns, 1)
        self.card.body.addWidget(self._decides)

    def _wire(self) -> None:
        step = self._step
        self._temperature.changed.connect(self._on_temperature)
        self._temperature.entered.connect(self.home_focus)
        for row in self._rows:
            row.answered.connect(step.answer)
            row.rest_denied.connect(self._on_rest_denied)
            row.moved.connect(lambda by, row=row: self._on_moved(row, by))
        self._decision.segment.chosen.connect(step.decide)
        self._advice.changed.connect(step.set_advice)
        self._until.changed.connect(step.set_until)

    def _on_temperature(self, typed: str) -> None:
        """Take the digits; a whole temperature leads on to the questions."""
        self._step.set_temperature(typed)
        if self._shown.complete:
            self.home_focus()

    def _on_rest_denied(self) -> None:
        """Take 0, and go on to what is missing."""
        self._step.answer_rest_no()
        self.home_focus()

    def _on_moved(self, row: QuestionRow, by: int) -> None:
        """Go to the next question; after the last one to what is missing."""
        if row is self._rows[-1] and by > 0:
            self.home_focus()
            return
        rows: list[QWidget] = list(self._rows)
        move_focus(rows, row, by)

    def _show_temperature(self, face: ScreeningFace) -> None:
        """Show what the temperature means, beside the field what is wrong with it."""
        self._put(self._temperature, face.temperature)
        self._note.setVisible(bool(face.note))
        if face.note:
            tone = Tone.RED if face.note.endswith(wording.FEVER) else Tone.GREEN
            self._note.show_face(ChipFace(face.note, tone, "thermometer"))
        if face.error:
            self._temperature.show_error(face.error)
        else:
            self._temperature.clear_error()

    def _put(self, field: Field, text: str) -> None:
        """Put text into a field unless the nurse has just typed it there."""
        if field.text() != text.strip() and not (focus_is_in(field) and field.edit.text() == text):
            field.set_text(text)
            field.edit.setCursorPosition(0)
