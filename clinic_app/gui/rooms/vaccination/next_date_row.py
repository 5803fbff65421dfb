"""The row of the next date on the last page: the day in a field, what is due then, and two keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.next_date import NextDate
from clinic_app.gui.rooms.vaccination.step_panel import give_focus
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import appointments as wording
from clinic_app.gui.wording.shell import ENTER_KEY, ESCAPE_KEY

_FIELD_WIDTH = 240


class NextDateRow(QWidget):
    """Enter in the field accepts, Esc makes none; afterwards a chip says what was decided."""

    def __init__(self, room: Room, next_date: NextDate) -> None:
        super().__init__()
        self._next_date = next_date
        self._tight = False
        self.field = Field(wording.NEXT_DAY, hint=wording.DAY_HINT)
        self.field.setFixedWidth(_FIELD_WIDTH)
        self._words = Label("", "body", wrap=True)
        self._aloud = Label("", "body", tone="brand", bold=True, wrap=True)
        self._later = Label("", "small", tone="ink2", wrap=True)
        self._warning = Label("", "small", tone="amber", bold=True, wrap=True)
        self._done = Chip(ChipFace(""), large=True)
        self._accept = room.add_action(ENTER_KEY, wording.ACCEPT, next_date.accept, icon="calendar-clock")
        self._skip = room.add_action(ESCAPE_KEY, wording.SKIP, next_date.skip)
        self._build()
        self.field.changed.connect(lambda text: next_date.type_day(text.strip()))
        self.field.entered.connect(next_date.accept)

    @property
    def is_asking(self) -> bool:
        """Return whether the date waits for an answer."""
        face = self._next_date.face()
        return face is not None and face.asking

    def show_face(self) -> None:
        """Show question or answer; nothing where nothing is to come."""
        face = self._next_date.face()
        self.setVisible(face is not None)
        if face is None:
            return
        for widget in (self.field, self._accept, self._skip):
            widget.setVisible(face.asking)
        if face.asking and self.field.text() != face.typed:
            self.field.set_text(face.typed)
        if face.error:
            self.field.show_error(face.error)
        else:
            self.field.clear_error()
        self.field.show_note(face.note)
        self._words.setText(face.words)
        self._words.setVisible(face.asking and bool(face.words))
        self._aloud.setText(face.aloud)
        self._aloud.setVisible(face.asking and bool(face.aloud))
        self._later.setText(face.later)
        self._later.setVisible(face.asking and bool(face.later) and not self._tight)
        self._warning.setText(face.warning)
        self._warning.setVisible(face.asking and bool(face.warning))
        self._done.setVisible(bool(face.done))
        if face.done:
            self._done.show_face(ChipFace(face.done, Tone.GREEN, "calendar"))

    def show_tight(self, tight: bool) -> None:
        """Leave the visits after the next one out where there is no height for them."""
        self._tight = tight
        self.show_face()

    def take_focus(self) -> None:
        """Begin with the day, all of it chosen: digits replace it."""
        give_focus(self.field.edit)
        self.field.edit.selectAll()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._done)
        row.addWidget(self.field)
        for button in (self._accept, self._skip):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._words)
        column.addWidget(self._aloud)
        column.addWidget(self._later)
        column.addWidget(self._warning)
