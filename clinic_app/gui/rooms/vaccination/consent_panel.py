"""The page of step 3, 告知: the vaccines, one tick that the signature was seen, and where the paper goes."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.consent_step import ConsentFace, ConsentStep, ConsentVaccineFace
from clinic_app.gui.rooms.vaccination.rows import TickRow
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, give_focus, put_text, show_main
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import consent as wording
from clinic_app.gui.wording import vaccination as room_wording

_FILED_WIDTH = 460


class ConsentPanel(StepPanel):
    """Shows who signs for what."""

    def __init__(self, room: Room, step: ConsentStep, leave: Callable[[], None]) -> None:
        super().__init__(room, wording.TITLE)
        self._step = step
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(16)
        self._lines.setVerticalSpacing(6)
        self._lines.setColumnStretch(3, 1)
        self._shown: tuple[ConsentVaccineFace, ...] = ()
        self._tick = TickRow(tall=True)
        self._tick.toggled.connect(step.toggle_signed)
        self._filed = Field(wording.FILED, hint=wording.FILED_HINT)
        self._filed.setFixedWidth(_FILED_WIDTH)
        self._filed.changed.connect(step.set_filed)
        self._filed.entered.connect(self.home_focus)
        self.card.body.setSpacing(12)
        self.card.body.addWidget(Label(wording.VACCINES, "small", tone="ink2"))
        self.card.body.addLayout(self._lines)
        self.card.body.addSpacing(8)
        self.card.body.addWidget(self._tick)
        self.card.body.addWidget(self._filed)
        self.card.body.addStretch(1)
        self._main = self.add_main(wording.SAVE, step.save, "signature")
        self.add_button("F4", wording.PRINT, step.print_form)
        self.add_button("F6", wording.SIGNER_CHANGE, step.change_signer)
        self.add_button("F7", room_wording.LEAVE_STEP, leave)

    def show_face(self) -> None:
        """Show vaccines, signer, tick and place."""
        face = self._step.face()
        if face.vaccines != self._shown:
            self._show_vaccines(face.vaccines)
        self._show_tick(face)
        put_text(self._filed, face.filed)
        self._filed.show_note(face.filed_note)
        show_main(self._main, wording.SAVE, face.missing)

    def home_focus(self) -> None:
        """Go to the tick."""
        give_focus(self._tick)

    def _show_tick(self, face: ConsentFace) -> None:
        if not face.who:
            self._tick.show_words(wording.NO_SIGNER, "", wording.NO_SIGNER_TODO, "", checked=False)
            return
        note = "" if face.signed else wording.SIGN_NOTE
        self._tick.show_words(face.who, "", wording.SIGNED, note, checked=face.signed)

    def _show_vaccines(self, faces: tuple[ConsentVaccineFace, ...]) -> None:
        self._shown = faces
        while (line := self._lines.takeAt(0)) is not None:
            _drop(line.widget())
        for place, face in enumerate(faces):
            self._lines.addWidget(Label(face.vaccine, "fact", bold=True), place, 0)
            self._lines.addWidget(Label(face.about, "fact", tone="ink2"), place, 1)
            self._lines.addWidget(Label(face.text, "small", tone="ink2" if face.has_text else "amber"), place, 2)


def _drop(label: QWidget | None) -> None:
    if label is not None:
        label.hide()
        label.deleteLater()
