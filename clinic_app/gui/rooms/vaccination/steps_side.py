"""The column at the left: the five steps, the open children, and 挂起."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from clinic_app.gui import painting
from clinic_app.gui.faces import StepFace
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.presenter import VaccinationPresenter
from clinic_app.gui.rooms.vaccination.rows import OpenChildRow
from clinic_app.gui.rooms.vaccination.side_faces import OpenChildFace
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.label import Label, rule
from clinic_app.gui.widgets.step_list import StepList
from clinic_app.gui.wording import vaccination as wording

_ROWS, _COMPACT_ROWS, _ROWS_ALONE = 3, 1, 8
_NOTE_WIDTH = 84


class StepsSide(CardFrame):
    """Shows where the visit stands and whom else to serve."""

    def __init__(self, room: Room, presenter: VaccinationPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._compact = False
        self._rows: list[OpenChildRow] = []
        self._title = Label(wording.STEPS_TITLE, "small", tone="ink2")
        self._steps = StepList()
        self._rule = rule()
        self._children = Label(wording.OPEN_CHILDREN, "small", tone="ink2")
        self._more = Label("", "small", tone="ink2", wrap=True)
        self._park = room.add_action("F8", wording.PARK, presenter.park, icon="pause")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.setContentsMargins(10, 10, 10, 12)
        for part in (self._title, self._steps, self._rule, self._children):
            self.body.addWidget(part)
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self.body.addWidget(self._park)

    def show_compact(self, compact: bool) -> None:
        """Take the width of the screen's size."""
        self._compact = compact
        self.setFixedWidth(160 if compact else 178)

    def show_face(self) -> None:
        """Show steps and children."""
        in_hand = self._presenter.head() is not None
        for part in (self._title, self._steps, self._rule):
            part.setVisible(in_hand)
        self._park.setVisible(self._presenter.unfinished)
        steps = self._presenter.steps()
        self._steps.show_steps(tuple(map(_shortened, steps)) if self._compact else steps)
        children = self._presenter.children()
        shown = self._shown(children, in_hand)
        self._children.setText(wording.OPEN_CHILDREN if children else wording.NO_OPEN_CHILDREN)
        while len(self._rows) < len(shown):
            self._add_row(shown[len(self._rows)])
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(shown))
            if place < len(shown):
                row.show_face(shown[place])
        hidden = len(children) - len(shown)
        self._more.setVisible(hidden > 0)
        self._more.setText((wording.MORE_SHORT if self._compact else wording.MORE_CHILDREN).format(count=hidden))

    def _shown(self, children: tuple[OpenChildFace, ...], in_hand: bool) -> tuple[OpenChildFace, ...]:
        """Return the children there is room for, always with the one in hand, in their order."""
        most = (_COMPACT_ROWS if self._compact else _ROWS) if in_hand else _ROWS_ALONE
        first = [child for child in children if child.in_hand]
        kept = first + [child for child in children if not child.in_hand][: most - len(first)]
        return tuple(child for child in children if child in kept)

    def _add_row(self, face: OpenChildFace) -> None:
        row = OpenChildRow(face)
        row.chosen.connect(self._presenter.switch_to)
        self._rows.append(row)
        self._list.addWidget(row)


def _shortened(step: StepFace) -> StepFace:
    """Return the step with a note that fits the narrow column: 母 王芳 已签 becomes 母 已签."""
    words = step.note.split()
    if len(words) == len(wording.SIGNED_BY.split()) + 1 and painting.text_width(step.note, "small") > _NOTE_WIDTH:
        return replace(step, note=f"{words[0]} {words[-1]}")
    return step
