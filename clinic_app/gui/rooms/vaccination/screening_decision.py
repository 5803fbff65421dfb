"""The decision of the screening: 可种, 暂缓 or 禁忌, who judged, until when, and the medical advice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.rooms.vaccination.screening_face import ScreeningFace
from clinic_app.gui.rooms.vaccination.screening_step import DECISIONS, ScreeningStep
from clinic_app.gui.rooms.vaccination.step_panel import give_focus, put_text
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import screening as wording

_UNTIL_WIDTH, _DECISION_SHARE, _DOCTOR_SHARE = 216, 5, 4


class ScreeningDecision(QWidget):
    """Shown when temperature, an answer or the nurse says that a doctor has to look.

    Signals:
        done: Enter was pressed in one of its fields.
    """

    done = Signal()

    def __init__(self, step: ScreeningStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decision = SegmentField(wording.DECISION, DECISIONS)
        self._doctor = Field(wording.DOCTOR, hint=wording.DOCTOR_HINT)
        self._until = Field(wording.UNTIL, hint=wording.UNTIL_HINT)
        self._advice = Field(wording.ADVICE, hint=wording.ADVICE_HINT)
        self._until.setFixedWidth(_UNTIL_WIDTH)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._decision, _DECISION_SHARE)
        first.addWidget(self._doctor, _DOCTOR_SHARE)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self._until)
        second.addWidget(self._advice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        self._decision.segment.chosen.connect(step.decide)
        self._doctor.changed.connect(step.set_doctor)
        self._until.changed.connect(step.set_until)
        self._advice.changed.connect(step.set_advice)
        for field in (self._doctor, self._until, self._advice):
            field.entered.connect(self.done)

    def show_face(self, face: ScreeningFace) -> None:
        """Show what was decided, and beside each field what is wrong with it."""
        self.setVisible(face.decides)
        self._decision.segment.choose(face.decision)
        put_text(self._doctor, face.doctor)
        self._doctor.edit.setPlaceholderText(face.doctor_hint)
        put_text(self._advice, face.advice)
        self._until.setVisible(face.until is not None)
        if face.until is None:
            return
        put_text(self._until, face.until.text)
        self._until.show_note(face.until.note)
        if face.until.error:
            self._until.show_error(face.until.error)
        else:
            self._until.clear_error()

    def home_focus(self, part: str) -> None:
        """Go to the part that is missing; when nothing is, to the advice."""
        if part == "decision":
            give_focus(self._decision.segment)
            return
        field = {"doctor": self._doctor, "until": self._until}.get(part, self._advice)
        give_focus(field.edit)
        field.edit.selectAll()
