"""The page of step 1, 预检: temperature at the left, the questions at the right, the decision below when needed."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.question_list import QuestionList
from clinic_app.gui.rooms.vaccination.rows import TickRow
from clinic_app.gui.rooms.vaccination.screening_decision import ScreeningDecision
from clinic_app.gui.rooms.vaccination.screening_face import FieldFace, ScreeningFace
from clinic_app.gui.rooms.vaccination.screening_step import ScreeningStep
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, give_focus, put_text, show_main
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import screening as wording
from clinic_app.gui.wording import vaccination as room_wording
from clinic_app.services.screening import FIT


class ScreeningPanel(StepPanel):
    """Tells the step what is typed and pressed, and shows what it makes of it."""

    def __init__(self, room: Room, step: ScreeningStep, leave: Callable[[], None]) -> None:
        super().__init__(room)
        self._step = step
        self._shown = step.face()
        self._temperature = Field(wording.TEMPERATURE, hint=wording.TEMPERATURE_HINT)
        self._note = Chip(ChipFace(""), large=True)
        self._pressure = Field(wording.PRESSURE, hint=wording.PRESSURE_HINT)
        self._keys = QWidget()
        self._tight = False
        self._title = Label("", "section")
        self._asked = Label("", "small", tone="ink2")
        self._questions = QuestionList()
        self._told = TickRow()
        self._decision = ScreeningDecision(step)
        self._build()
        self._main = self.add_main(wording.SAVE, step.save, "thermometer")
        self._cancel = self.add_button("F4", wording.CANCEL_APPOINTMENT, step.cancelling.ask)
        self._quick = self.add_button("F6", wording.QUICK, step.toggle_quick)
        self.add_button("F7", room_wording.LEAVE_STEP, leave)
        self._wire()

    def show_face(self) -> None:
        """Show temperature, answers, decision and why F9 is off."""
        face = self._shown = self._step.face()
        self._show_temperature(face)
        self._pressure.setVisible(face.pressure is not None)
        if face.pressure is not None:
            self._show_field(self._pressure, face.pressure)
        self._cancel.setVisible(bool(face.appointment))
        self._keys.setVisible(not face.decides)
        self._title.setText(face.title)
        self._title.show_tone("amber" if face.quick else "ink")
        self._asked.setText(f"{face.appointment}　{face.asked}".strip())
        self._questions.show_questions(face.questions)
        self._quick.setVisible(not face.decides)
        self._quick.show_text(wording.FULL if face.quick else wording.QUICK)
        self._told.setVisible(face.decision in ("", FIT))
        self._told.show_words(face.who, "", wording.TOLD_WHAT, "", checked=face.told)
        self._decision.show_face(face)
        show_main(self._main, face.save, face.missing)

    def show_tight(self, tight: bool) -> None:
        """Leave less room around the work on the smallest screen."""
        self.card.body.setContentsMargins(16, 6 if tight else 12, 16, 6 if tight else 12)
        self.card.body.setSpacing(4 if tight else 8)
        self._tight = tight

    def focus_key(self) -> str:
        """Go home when other questions are asked."""
        return " ".join(question.id for question in self._shown.questions)

    def home_focus(self) -> None:
        """Go to what comes next: temperature, the first open question, the tick, then the decision."""
        part = self._shown.first_missing
        if part == "temperature":
            give_focus(self._temperature.edit)
        elif part == "questions":
            self._questions.home_focus()
        elif part == "pressure":
            give_focus(self._pressure.edit)
        elif part == "told":
            give_focus(self._told)
        elif self._shown.decides:
            self._decision.home_focus(part)
        else:
            give_focus(self._told)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self._temperature, self._note, self._pressure):
            left.addWidget(part)
        left.addStretch(1)
        keys = QVBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(2)
        for words in (wording.QUESTION_KEYS, wording.QUESTION_ZERO):
            keys.addWidget(Label(words, "small", tone="ink2"))
        left.addWidget(self._keys)
        right = QVBoxLayout()
        right.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._asked)
        right.addLayout(head)
        right.addWidget(self._questions, 1)
        self._told.show_slim(True)
        right.addWidget(self._told)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right, 4)
        self.card.body.addLayout(columns, 1)
        self.card.body.addWidget(self._decision)

    def _wire(self) -> None:
        step = self._step
        self._temperature.changed.connect(self._on_temperature)
        self._temperature.entered.connect(self.home_focus)
        self._pressure.changed.connect(step.set_pressure)
        self._pressure.entered.connect(self.home_focus)
        self._questions.answered.connect(step.answer)
        self._questions.rest_denied.connect(self._on_rest_denied)
        self._questions.passed.connect(self.home_focus)
        self._told.toggled.connect(self._on_told)
        self._told.moved.connect(lambda by: self._questions.focus_last() if by < 0 else None)
        self._told.zero.connect(self._on_rest_denied)
        self._decision.done.connect(self.home_focus)

    def _on_temperature(self, typed: str) -> None:
        """Take the digits; a whole temperature leads on to the questions."""
        self._step.set_temperature(typed)
        if self._shown.complete:
            self.home_focus()

    def _on_rest_denied(self) -> None:
        """Take 0, and go on to what is missing."""
        self._step.answer_rest_no()
        self.home_focus()

    def _on_told(self) -> None:
        """Take the tick, and go on to what is missing."""
        self._step.toggle_told()
        self.home_focus()

    def _show_temperature(self, face: ScreeningFace) -> None:
        """Say what the temperature means below the field; inside it where there is no room below."""
        beside = self._tight and face.decides
        self._note.setVisible(bool(face.note) and not beside)
        if face.note:
            self._note.show_face(ChipFace(face.note, Tone.RED if face.fever else Tone.GREEN, "thermometer"))
        error = face.error or (wording.FEVER if face.fever and beside else "")
        note = face.note if beside else ""
        self._show_field(self._temperature, FieldFace(text=face.temperature, note=note, error=error))

    def _show_field(self, field: Field, face: FieldFace) -> None:
        """Show text, note and error of a field."""
        put_text(field, face.text)
        field.show_note(face.note)
        if face.error:
            field.show_error(face.error)
        else:
            field.clear_error()
