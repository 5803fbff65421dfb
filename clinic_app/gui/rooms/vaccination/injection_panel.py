"""The page of step 4, 接种: the doses, the eleven items, and the one red sentence when something stops."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.safety_check import CheckPoint
from clinic_app.gui.faces import ChipFace, Tone, VaccineFace, VaccineState
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.check_grid import CheckGrid
from clinic_app.gui.rooms.vaccination.injection_face import InjectionFace
from clinic_app.gui.rooms.vaccination.presenter import VaccinationPresenter
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel, give_focus, show_main
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.widgets.vaccine_row import VaccineRow
from clinic_app.gui.wording import shell as shell_wording
from clinic_app.gui.wording import vaccination as wording

_MOST_ROWS = 2
_MOST_CHIPS = 3
_CHIPS = {
    VaccineState.GIVEN: (Tone.GREEN, wording.GIVEN),
    VaccineState.NOT_GIVEN: (Tone.GREY, wording.NOT_GIVEN),
    VaccineState.NEXT: (Tone.GREY, wording.NEXT),
}
_NO_DOSE = VaccineFace("", "", "", "", "", VaccineState.NEXT, "")


class InjectionPanel(StepPanel):
    """Takes ticks by Space and leads the focus from one open item to the next; Enter answers a red stop only."""

    def __init__(self, room: Room, presenter: VaccinationPresenter) -> None:
        super().__init__(room)
        self._step = presenter.injection
        self._shown: InjectionFace | None = None
        self._tight = False
        self._stop = StopBanner()
        self._rows = [VaccineRow(_NO_DOSE) for _ in range(_MOST_ROWS)]
        self._others = [Chip(ChipFace("", Tone.GREY, "")) for _ in range(_MOST_CHIPS)]
        self._more = Label("", "small", tone="ink2")
        self._line = QWidget()
        self._progress = Chip(ChipFace(""))
        self._grid = CheckGrid()
        self._grid.ticked.connect(self._on_ticked)
        self._wrong = room.add_action("F10", wording.ERROR_HAPPENED, presenter.already_wrong, kind=Kind.FLAT)
        self._build()
        self._build_buttons(room, presenter)

    def show_face(self) -> None:
        """Show the dose in hand."""
        face = self._shown = self._step.face()
        if face is None:
            return
        self._stop.setVisible(face.stop is not None)
        if face.stop is not None:
            self._stop.show_stop(*face.stop)
        self._show_doses(face)
        self._grid.show_checks(face.checks)
        self._progress.show_face(_progress(face))
        self._show_buttons(face)

    def show_tight(self, tight: bool) -> None:
        """On the smallest screen show the dose in hand as a row and the others as a line."""
        self._tight = tight
        self._grid.show_tight(tight)
        self.card.body.setContentsMargins(8, 6 if tight else 10, 8, 8 if tight else 12)
        self.card.body.setSpacing(6 if tight else 10)

    def focus_key(self) -> str:
        """Go home when the dose, the vial or the stop is another."""
        face = self._shown
        if face is None:
            return ""
        vial = f"{face.doses[0].lot} {face.doses[0].expires}"
        return f"{face.planned_id} {vial} {face.stop} {face.has_vial}"

    def home_focus(self) -> None:
        """Go to the way on: another vial, or the first open item."""
        if self._shown is not None and self._shown.vial_stop:
            give_focus(self._other_vial)
        elif not self._grid.go_to_open():
            give_focus(self._grid.last_cell())

    def _on_ticked(self, item: CheckPoint) -> None:
        """Tick, and go to the next open item."""
        self._step.tick(item)
        if not self._grid.go_to_open():
            give_focus(self._grid.last_cell())

    def _build(self) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self._stop)
        for place, row in enumerate(self._rows, start=1):
            layout.insertWidget(place, row)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Label(wording.LATER_DOSES, "small", tone="ink2"))
        for chip in self._others:
            line.addWidget(chip)
        line.addWidget(self._more)
        line.addStretch(1)
        layout.insertWidget(1 + _MOST_ROWS, self._line)
        self.card.body.setContentsMargins(8, 10, 8, 12)
        self.card.body.setSpacing(10)
        self.card.body.addLayout(self._head())
        self.card.body.addWidget(self._grid, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Label(wording.CHECKS, "section"))
        head.addSpacing(12)
        for icon, words in (("circle-check", wording.BY_MACHINE), ("square-check", wording.BY_PERSON)):
            sign = QLabel()
            sign.setPixmap(Theme.current().pixmap(icon, "green", 16))
            head.addWidget(sign)
            head.addWidget(Label(words, "small", tone="ink2"))
            head.addSpacing(6)
        head.addStretch(1)
        head.addWidget(self._wrong)
        head.addWidget(self._progress)
        return head

    def _build_buttons(self, room: Room, presenter: VaccinationPresenter) -> None:
        self._other_vial = room.add_action(
            shell_wording.ENTER_KEY,
            wording.OTHER_VIAL,
            self._step.other_vial,
            icon="scan-barcode",
            kind=Kind.PRIMARY,
            main=True,
        )
        self.buttons.addWidget(self._other_vial)
        self._main = self.add_main(wording.GIVE, self._step.give, "syringe")
        self._lot = self.add_button("F4", wording.CHOOSE_LOT, self._step.choose_lot)
        self._site = self.add_button("F4", wording.CHANGE_SITE, self._step.change_site)
        self._reason = self.add_button("F6", wording.WRITE_REASON, self._step.write_reason, "pencil")
        self.add_button("F7", wording.LEAVE_OUT, presenter.leave)
        self._off = self.add_button("F9", wording.GIVE, self._step.give)

    def _show_buttons(self, face: InjectionFace) -> None:
        show_main(self._main, wording.GIVE, face.missing)
        self._main.setVisible(not face.vial_stop)
        self._off.setVisible(face.vial_stop)
        self._off.switch_off(wording.FIRST_OTHER_VIAL)
        self._other_vial.setVisible(face.vial_stop)
        self._site.setVisible(face.may_change_site)
        self._lot.setVisible(not face.has_vial and not face.vial_stop and not face.may_change_site)
        self._reason.setVisible(face.ambers and not face.vial_stop)

    def _show_doses(self, face: InjectionFace) -> None:
        lined = self._tight or len(face.doses) > _MOST_ROWS
        rows = 1 if lined or face.stop is not None else _MOST_ROWS
        if self._tight and face.stop is not None:
            rows = 0  # the red sentence needs the height; vaccine, lot and expiry stand in ⑥ and ⑪
        for place, row in enumerate(self._rows):
            row.setVisible(place < min(rows, len(face.doses)))
            if place < len(face.doses):
                row.show_face(face.doses[place])
        others = face.doses[1:] if lined and face.stop is None else ()
        self._line.setVisible(bool(others))
        hidden = len(others) - len(self._others)
        self._more.setText(wording.AND_MORE_DOSES.format(count=hidden) if hidden > 0 else "")
        for place, chip in enumerate(self._others):
            chip.setVisible(place < len(others))
            if place < len(others):
                dose = others[place]
                chip.show_face(ChipFace(dose.chip, _CHIPS[dose.state][0], "", f"{dose.vaccine} {dose.dose}"))


def _progress(face: InjectionFace) -> ChipFace:
    """Return how far the eleven items are."""
    if face.reds:
        return ChipFace(wording.STOPPED.format(count=face.reds), Tone.RED)
    if not face.has_vial:
        return ChipFace(wording.SCAN_FIRST, Tone.AMBER, "scan-barcode")
    if face.done == face.total:
        return ChipFace(wording.ALL_DONE.format(total=face.total), Tone.GREEN)
    left = face.total - face.done
    words = wording.PROGRESS.format(done=face.done, total=face.total, left=left)
    return ChipFace(words, Tone.AMBER, "list-checks")
