"""The page of step 3, 告知: the vaccines, and one tick that the signature was seen."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.consent_step import ConsentFace, ConsentStep
from clinic_app.gui.rooms.vaccination.rows import TickRow
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, give_focus, show_main
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import vaccination as wording


class ConsentPanel(StepPanel):
    """Shows who signs for what."""

    def __init__(self, room: Room, step: ConsentStep, leave: Callable[[], None]) -> None:
        super().__init__(room, wording.CONSENT)
        self._step = step
        self._lines = QVBoxLayout()
        self._shown: tuple[tuple[str, str], ...] = ()
        self._tick = TickRow(tall=True)
        self._tick.toggled.connect(step.toggle_signed)
        self.card.body.setSpacing(12)
        self.card.body.addWidget(Label(wording.CONSENT_OF, "small", tone="ink2"))
        self.card.body.addLayout(self._lines)
        self.card.body.addSpacing(8)
        self.card.body.addWidget(self._tick)
        self.card.body.addStretch(1)
        self._main = self.add_main(wording.SAVE_CONSENT, step.save, "signature")
        self.add_button("F6", wording.SIGNER_CHANGE, step.change_signer, "pencil")
        self.add_button("F7", wording.LEAVE_STEP, leave)

    def show_face(self) -> None:
        """Show vaccines, signer and tick."""
        face = self._step.face()
        if face.vaccines != self._shown:
            self._show_vaccines(face.vaccines)
        self._show_tick(face)
        show_main(self._main, wording.SAVE_CONSENT, face.missing)

    def home_focus(self) -> None:
        """Go to the tick."""
        give_focus(self._tick)

    def _show_tick(self, face: ConsentFace) -> None:
        if not face.who:
            self._tick.show_words(wording.NO_SIGNER, "", wording.NO_SIGNER_TODO, "", checked=False)
            return
        note = "" if face.signed else wording.SIGN_NOTE
        self._tick.show_words(face.who, "", wording.SIGNED, note, checked=face.signed)

    def _show_vaccines(self, vaccines: tuple[tuple[str, str], ...]) -> None:
        self._shown = vaccines
        while (line := self._lines.takeAt(0)) is not None:
            _drop(line.layout())
        for name, about in vaccines:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Label(name, "fact", bold=True))
            row.addWidget(Label(about, "fact", tone="ink2"))
            row.addStretch(1)
            self._lines.addLayout(row)


def _drop(row: object) -> None:
    """Take the labels of one line away."""
    if isinstance(row, QHBoxLayout):
        while (part := row.takeAt(0)) is not None:
            if (label := part.widget()) is not None:
                label.hide()
                label.deleteLater()
