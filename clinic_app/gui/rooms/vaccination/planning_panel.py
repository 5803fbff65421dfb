"""The page of step 2, 登记: what can be given today, ticked; what is for next time or paid for; what has to wait."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.planning_face import DueFace, NotDueFace, PlanningFace
from clinic_app.gui.rooms.vaccination.planning_step import PlanningStep
from clinic_app.gui.rooms.vaccination.rows import TickRow
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, give_focus, move_focus, show_main
from clinic_app.gui.widgets.keyless_scroll import KeylessScroll
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import explaining as why_wording
from clinic_app.gui.wording import planning as wording
from clinic_app.gui.wording import vaccination as room_wording

_MOST_TALL = 4


class PlanningPanel(StepPanel):
    """Shows what may be given as rows to tick, in three groups, and the others with date and reason."""

    def __init__(self, room: Room, step: PlanningStep, leave: Callable[[], None]) -> None:
        super().__init__(room, wording.DUE_TODAY)
        self._step = step
        self._waiting: tuple[NotDueFace, ...] = ()
        self._rows: dict[str, TickRow] = {}
        self._faces: tuple[DueFace, ...] = ()
        self._nothing = Label(wording.NOTHING_DUE, "body", tone="amber", bold=True, wrap=True)
        self._scrolled = QWidget()
        self._scrolled.setObjectName("scrolled")
        self._area = KeylessScroll()
        self._ticks = QVBoxLayout()
        self._later_title = Label(wording.NEXT_TIME, "section", tone="ink2")
        self._also_title = Label(wording.ALSO_TODAY, "section", tone="ink2")
        self._grid = QGridLayout()
        self._not_title = Label(wording.NOT_TODAY, "section", tone="ink2")
        self._build()
        self._main = self.add_main(wording.SAVE_EMPTY, step.save, "clipboard-check")
        self.add_button("F4", why_wording.KEY, self._explain, "circle-help")
        self.add_button("F6", wording.OTHER_SITE, self._change_site)
        self._leave = self.add_button("F7", room_wording.LEAVE_STEP, leave)

    def show_face(self) -> None:
        """Show today's choice."""
        face = self._step.face()
        self._nothing.setVisible(not face.due and not face.later)
        self._nothing.setText(wording.NOTHING_DUE_BUT_PAID if face.also else wording.NOTHING_DUE)
        self._show_rows(face)
        self._show_not_due(face)
        self._grow()
        show_main(self._main, face.save, face.missing)

    def focus_key(self) -> str:
        """Go home when other rows are offered."""
        return " ".join(sorted(face.series for face in self._faces))

    def home_focus(self) -> None:
        """Go to the first row; with nothing to give, to the way out."""
        give_focus(self._rows[self._faces[0].series] if self._faces else self._leave)

    def _build(self) -> None:
        self.card.add_to_head(Label(wording.DUE_KEYS, "small", tone="ink2"))
        column = QVBoxLayout(self._scrolled)
        column.setContentsMargins(1, 3, 1, 3)
        column.setSpacing(8)
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
        self.card.body.setContentsMargins(15, 12, 15, 8)
        self.card.body.addWidget(self._area, 1)

    def _show_rows(self, face: PlanningFace) -> None:
        """Show the rows of the three groups, each under its title; a row keeps its widget and so the focus."""
        order = tuple(row.series for row in face.rows)
        slim = len(order) > _MOST_TALL
        if order != tuple(row.series for row in self._faces):
            self._arrange(face)
        self._faces = face.rows
        self._later_title.setVisible(bool(face.later))
        self._also_title.setVisible(bool(face.also))
        self._ticks.setSpacing(4 if slim else 8)
        for row in face.rows:
            self._rows[row.series].show_slim(slim)
            self._show_row(self._rows[row.series], row)

    def _grow(self) -> None:
        """Give the list the height its rows need: a scroll area that was not told squeezes them."""
        self._ticks.invalidate()
        self._grid.invalidate()
        if (column := self._scrolled.layout()) is not None:
            column.invalidate()
            self._scrolled.setMinimumHeight(column.totalSizeHint().height())
            column.activate()

    def _arrange(self, face: PlanningFace) -> None:
        groups = ((None, face.due), (self._later_title, face.later), (self._also_title, face.also))
        for gone in set(self._rows) - {row.series for row in face.rows}:
            self._rows[gone].hide()
        while self._ticks.takeAt(0) is not None:
            pass
        for title, rows in groups:
            if title is not None:
                self._ticks.addWidget(title)
            for row in rows:
                tick = self._rows.get(row.series) or self._new_row(row.series)
                self._ticks.addWidget(tick)
                tick.show()

    def _show_row(self, row: TickRow, face: DueFace) -> None:
        quiet = f"{face.dose} ‹ ›" if face.others > 0 else face.dose
        row.show_words(
            face.vaccine, quiet, face.reason, face.stock, checked=face.chosen, amber=face.short, doubt=face.check
        )

    def _new_row(self, series: str) -> TickRow:
        row = self._rows[series] = TickRow()
        row.toggled.connect(lambda: self._step.toggle(series))
        row.changed.connect(lambda by: self._step.change_vaccine(series, by))
        row.moved.connect(lambda by: self._on_moved(row, by))
        row.entered.connect(lambda: self._area.ensureWidgetVisible(row))
        return row

    def _on_moved(self, row: TickRow, by: int) -> None:
        rows: list[QWidget] = [self._rows[face.series] for face in self._faces]
        move_focus(rows, row, by)

    def _explain(self) -> None:
        """Say why, beginning with the row that has the focus."""
        self._step.explain(next((series for series, row in self._rows.items() if row.hasFocus()), ""))

    def _change_site(self) -> None:
        """Change the site of the row with the focus; of the first chosen one when none has it."""
        focused = next((series for series, row in self._rows.items() if row.hasFocus()), "")
        chosen = [face.series for face in self._faces if face.chosen]
        if chosen:
            self._step.change_site(focused if focused in chosen else chosen[0])

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
        labels = (
            Label(f"{face.vaccine} {face.dose}", "body", tone=tone),
            Label(face.head, "body", tone=tone, bold=True),
            Label(face.reason, "small", tone=tone, wrap=True),
        )
        for column, label in enumerate(labels):
            self._grid.addWidget(label, place, column)
            label.show()  # now, so that its height counts
