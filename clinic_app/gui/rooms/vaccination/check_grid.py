"""The grid of the eleven items: three, seven and one, each with its count."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.safety_check import CheckPoint
from clinic_app.gui import painting
from clinic_app.gui.faces import CheckFace, CheckState
from clinic_app.gui.rooms.vaccination.step_panel import give_focus
from clinic_app.gui.widgets.check_cell import CheckCell, CheckGroupHead
from clinic_app.gui.wording import vaccination as wording

ITEMS = tuple(CheckPoint)
GROUPS = (ITEMS[:3], ITEMS[3:10], ITEMS[10:])
_LEAST = (150, 62, 300)
_LEAST_SMALL, _MOST = 85, 125


class CheckGrid(QWidget):
    """Shows the eleven cells; after a tick the focus goes to the next open one.

    Signals:
        ticked: the nurse ticked this item.
    """

    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[CheckPoint, CheckCell] = {}
        self._heads: list[CheckGroupHead] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for title, items, least in zip(wording.GROUPS, GROUPS, _LEAST, strict=True):
            column.addLayout(self._row(title, items, least), 3 if len(items) == 3 else 2)

    def show_checks(self, checks: tuple[tuple[CheckPoint, CheckFace], ...]) -> None:
        """Show the items as they stand."""
        for item, face in checks:
            if self._cells[item].face != face:
                self._cells[item].show_face(face)
                if item in GROUPS[1]:
                    value = painting.text_width(face.value, "section", True) + 19
                    self._cells[item].setMinimumWidth(max(_LEAST_SMALL, min(_MOST, value)))
        faces = dict(checks)
        for head, items in zip(self._heads, GROUPS, strict=True):
            done = sum(_settled(faces[item]) for item in items)
            head.show_count(f"{done} / {len(items)}")

    def show_tight(self, tight: bool) -> None:
        """Leave less room between the groups on the smallest screen."""
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(6 if tight else 10)

    def open_cells(self) -> list[CheckCell]:
        """Return the cells a person can tick now, in reading order."""
        return [cell for cell in self._cells.values() if cell.face.tickable and cell.face.state is CheckState.EMPTY]

    def go_to_open(self) -> bool:
        """Put the focus on the first open cell; False when none is open."""
        cells = self.open_cells()
        if cells:
            give_focus(cells[0])
        return bool(cells)

    def last_cell(self) -> CheckCell:
        """Return the cell the focus rests on when nothing is open: no key does anything there."""
        return self._cells[ITEMS[-1]]

    def _row(self, title: str, items: tuple[CheckPoint, ...], least: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3 if len(items) > 3 else 8)
        head = CheckGroupHead(title)
        self._heads.append(head)
        row.addWidget(head)
        for item in items:
            cell = CheckCell(CheckFace("", "", "", CheckState.WAITING, loud=item is CheckPoint.GUARDIAN))
            cell.setMinimumWidth(least)
            cell.ticked.connect(lambda item=item: self.ticked.emit(item))
            self._cells[item] = cell
            row.addWidget(cell, 1)
        return row


def _settled(face: CheckFace) -> bool:
    reasoned = face.state is CheckState.AMBER and face.note.startswith(wording.REASON.partition("{")[0])
    return face.state in (CheckState.MACHINE, CheckState.PERSON) or reasoned
