"""The page of step 2, 登记: what can be given today, ticked, and what has to wait, grey."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.planning_step import DueFace, NotDueFace, PlanningFace, PlanningStep
from clinic_app.gui.rooms.vaccination.rows import TickRow
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, give_focus, move_focus, show_main
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import vaccination as wording

_MOST_TALL = 4


class PlanningPanel(StepPanel):
    """Shows due vaccines as rows to tick and the others with date and reason."""

    def __init__(self, room: Room, step: PlanningStep, leave: Callable[[], None]) -> None:
        super().__init__(room, wording.DUE_TODAY)
        self._step = step
        self._due: tuple[DueFace, ...] = ()
        self._waiting: tuple[NotDueFace, ...] = ()
        self._rows: list[TickRow] = []
        self._nothing = Label(wording.NOTHING_DUE, "body", tone="amber", bold=True, wrap=True)
        self._scrolled = QWidget()
        self._scrolled.setObjectName("scrolled")
        self._area = QScrollArea()
        self._ticks = QVBoxLayout()
        self._grid = QGridLayout()
        self._not_title = Label(wording.NOT_TODAY, "section", tone="ink2")
        self._build()
        self._main = self.add_main(wording.SAVE_PLAN_EMPTY, step.save, "clipboard-check")
        self._leave = self.add_button("F7", wording.LEAVE_STEP, leave)

    def show_face(self) -> None:
        """Show today's choice."""
        face = self._step.face()
        self._due = face.due
        self._show_due(face.due)
        self._show_not_due(face)
        show_main(self._main, face.save, face.missing)

    def focus_key(self) -> str:
        """Go home when other vaccines are offered."""
        return " ".join(due.series for due in self._due)

    def home_focus(self) -> None:
        """Go to the first row; with nothing to give, to the way out."""
        shown = [row for row in self._rows if row.isVisibleTo(self)]
        give_focus(shown[0] if shown else self._leave)

    def _build(self) -> None:
        self.card.add_to_head(Label(wording.DUE_KEYS, "small", tone="ink2"))
        column = QVBoxLayout(self._scrolled)
        column.setContentsMargins(1, 3, 1, 3)
        column.setSpacing(8)
        self._ticks.setSpacing(8)
        column.addWidget(self._nothing)
        column.addLayout(self._ticks)
        column.addSpacing(4)
        column.addWidget(self._not_title)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._area.setWidget(self._scrolled)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card.body.setContentsMargins(15, 12, 15, 8)
        self.card.body.addWidget(self._area, 1)

    def _show_due(self, faces: tuple[DueFace, ...]) -> None:
        self._nothing.setVisible(not faces)
        while len(self._rows) < len(faces):
            self._add_row(len(self._rows))
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(faces))
            if place < len(faces):
                row.show_slim(len(faces) > _MOST_TALL)
                self._show_row(row, faces[place])
        self._ticks.setSpacing(2 if len(faces) > _MOST_TALL else 8)

    def _show_row(self, row: TickRow, face: DueFace) -> None:
        quiet = f"{face.dose} ‹ ›" if face.others > 0 else face.dose
        below = f"{wording.CHECK_DATE}：{face.reason}" if face.check else face.reason
        row.show_words(face.vaccine, quiet, below, face.stock, checked=face.chosen, amber=face.short)

    def _add_row(self, place: int) -> None:
        row = TickRow()
        row.toggled.connect(lambda: self._step.toggle(self._due[place].series))
        row.changed.connect(lambda by: self._step.change_vaccine(self._due[place].series, by))
        row.moved.connect(lambda by: self._on_moved(row, by))
        row.entered.connect(lambda: self._area.ensureWidgetVisible(row))
        self._rows.append(row)
        self._ticks.addWidget(row)

    def _on_moved(self, row: TickRow, by: int) -> None:
        rows: list[QWidget] = [shown for shown in self._rows if shown.isVisibleTo(self)]
        move_focus(rows, row, by)

    def _show_not_due(self, face: PlanningFace) -> None:
        if face.not_due == self._waiting:
            return
        self._waiting = face.not_due
        while (line := self._grid.takeAt(0)) is not None:
            if (old := line.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._not_title.setVisible(bool(face.not_due))
        for place, waiting in enumerate(face.not_due):
            self._add_not_due(place, waiting)

    def _add_not_due(self, place: int, face: NotDueFace) -> None:
        tone = "amber" if face.amber else "ink2"
        self._grid.addWidget(Label(f"{face.vaccine} {face.dose}", "body", tone=tone), place, 0)
        self._grid.addWidget(Label(face.head, "body", tone=tone, bold=True), place, 1)
        self._grid.addWidget(Label(face.reason, "small", tone=tone, wrap=True), place, 2)
