"""The last page: the moment the child may leave, large, and what was done; F9 or Enter calls the next child."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.next_date_row import NextDateRow
from clinic_app.gui.rooms.vaccination.outcome import OutcomeFace
from clinic_app.gui.rooms.vaccination.presenter import VaccinationPresenter
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, give_focus
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import vaccination as wording


class OutcomePanel(StepPanel):
    """Shows how the visit ended at this desk."""

    def __init__(self, room: Room, presenter: VaccinationPresenter) -> None:
        super().__init__(room)
        self._outcome = presenter.outcome
        self._title = Label("", "title")
        self._ticket = Label("", "body", tone="ink2")
        self._big = Label("", "figure", tone="brand")
        self._about = Label("", "fact", tone="ink2", wrap=True)
        self._todo = Label("", "section", bold=True, wrap=True)
        self._slip = Chip(ChipFace(""), large=True)
        self._next_date = NextDateRow(room, presenter.outcome.next_date)
        self._lines: list[tuple[QWidget, QLabel, Label]] = []
        self._doses = QVBoxLayout()
        self._doses.setSpacing(6)
        self._build()
        self._next = self.add_main(wording.NEXT_CHILD, presenter.next_child, "arrow-right")
        self.add_button("F4", wording.PRINT_BOOKLET, presenter.print_booklet, "book-open-check")
        self.add_button("F10", wording.ERROR_HAPPENED, presenter.already_wrong, "circle-alert")

    def show_face(self) -> None:
        """Show the end of the visit in hand."""
        face = self._outcome.face()
        if face is None:
            return
        self._title.setText(face.title)
        self._ticket.setText(face.ticket)
        self._big.setText(face.big)
        self._about.setText(face.about)
        self._todo.setText(face.todo)
        self._slip.setVisible(face.slip is not None)
        if face.slip is not None:
            self._slip.show_face(face.slip)
        self._show_doses(face)
        self._next_date.show_face()

    def focus_key(self) -> str:
        """Go home when the next date was decided."""
        return "asking" if self._next_date.is_asking else ""

    def home_focus(self) -> None:
        """Go to the next date while it waits for an answer, then to the button for the next child."""
        if self._next_date.is_asking:
            self._next_date.take_focus()
        else:
            give_focus(self._next)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.setSpacing(12)
        head.addWidget(self._slip)
        head.addWidget(self._ticket)
        moment = QHBoxLayout()
        moment.setSpacing(16)
        moment.addWidget(self._big)
        moment.addWidget(self._about, 1)
        self.card.body.setContentsMargins(24, 16, 24, 16)
        self.card.body.setSpacing(10)
        self.card.body.addLayout(head)
        self.card.body.addLayout(moment)
        self.card.body.addLayout(self._doses)
        self.card.body.addStretch(1)
        self.card.body.addWidget(self._next_date)
        self.card.body.addWidget(self._todo)

    def show_tight(self, tight: bool) -> None:
        """Leave less room around the work on the smallest screen."""
        self.card.body.setContentsMargins(24, 6 if tight else 16, 24, 6 if tight else 16)
        self.card.body.setSpacing(4 if tight else 10)
        self._doses.setSpacing(0 if tight else 6)
        self._next_date.show_tight(tight)

    def _show_doses(self, face: OutcomeFace) -> None:
        while len(self._lines) < len(face.doses):
            self._add_line()
        for place, (line, sign, words) in enumerate(self._lines):
            line.setVisible(place < len(face.doses))
            if place < len(face.doses):
                text, given = face.doses[place]
                icon, colour = ("circle-check", "green") if given else ("minus", "ink2")
                sign.setPixmap(Theme.current().pixmap(icon, colour, 20))
                words.setText(text)
                line.setAccessibleName(f"{text} {wording.GIVEN if given else wording.NOT_GIVEN}")

    def _add_line(self) -> None:
        line = QWidget()
        sign = QLabel()
        words = Label("", "fact")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sign)
        row.addWidget(words, 1)
        self._lines.append((line, sign, words))
        self._doses.addWidget(line)
