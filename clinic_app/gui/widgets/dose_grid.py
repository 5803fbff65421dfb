"""The card (金卡) as a grid shaped like the booklet: rows are vaccines, columns are needles in time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_app.gui.faces import DoseRow
from clinic_app.gui.widgets.dose_cell import DoseCell
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import shell as wording

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class DoseGrid(QWidget):
    """Shows `DoseRow`s; arrows move the focus between cells, Enter opens one.

    Signals:
        entered: the focus came to a cell; carries the cell's key.
        opened: Enter or a click on a cell; carries the cell's key.
    """

    entered = Signal(str)
    opened = Signal(str)

    def __init__(self, columns: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(7)
        self._grid.setVerticalSpacing(4)
        self._names: list[Label] = []
        self._cells: list[list[DoseCell]] = []
        self._last_key = ""
        self._add_heads()

    def show_rows(self, rows: tuple[DoseRow, ...]) -> None:
        """Show these vaccines; cells are kept, so the focus stays where it was."""
        while len(self._cells) < len(rows):
            self._add_row()
        for place, (name, cells) in enumerate(zip(self._names, self._cells, strict=True)):
            row = rows[place] if place < len(rows) else DoseRow("", ())
            name.setText(row.vaccine)
            name.setVisible(place < len(rows))
            for column, cell in enumerate(cells):
                face = row.cells[column] if column < len(row.cells) else None
                cell.show_face(face, f"{row.vaccine} {wording.DOSE_COLUMN.format(number=column + 1)}")

    def focus_key(self, key: str) -> bool:
        """Put the focus on the cell of `key`; False when there is none."""
        for cell in self._all():
            if cell.face is not None and cell.face.key == key:
                cell.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def focus_first(self) -> None:
        """Put the focus on the cell that had it last, else on the first."""
        if self._last_key and self.focus_key(self._last_key):
            return
        for cell in self._all():
            if cell.face is not None:
                cell.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, open by Enter."""
        here = self._focused_place()
        if here is None:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._cells[here[0]][here[1]])
        elif event.key() in _STEPS:
            self._move(here, *_STEPS[Qt.Key(event.key())])
        else:
            event.ignore()

    def _add_heads(self) -> None:
        """Write the heads of the columns once."""
        self._grid.addWidget(Label(wording.VACCINE_COLUMN, "small", tone="ink2"), 0, 0)
        self._grid.setColumnMinimumWidth(0, 92)
        for column in range(self._columns):
            head = Label(wording.DOSE_COLUMN.format(number=column + 1), "small", tone="ink2")
            self._grid.addWidget(head, 0, column + 1)
            self._grid.setColumnStretch(column + 1, 1)

    def _add_row(self) -> None:
        """Add one row of empty cells."""
        row = len(self._cells) + 1
        name = Label("", "body", bold=True)
        self._names.append(name)
        self._grid.addWidget(name, row, 0)
        self._grid.setRowStretch(row, 1)
        cells = [self._new_cell() for _ in range(self._columns)]
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, row, column + 1)
        self._cells.append(cells)

    def _new_cell(self) -> DoseCell:
        """Return a cell that reports to the grid and keeps its place while empty."""
        cell = DoseCell(parent=self)
        policy = cell.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        cell.setSizePolicy(policy)
        cell.entered.connect(lambda: self._enter(cell))
        cell.clicked.connect(lambda: self._open(cell))
        return cell

    def _enter(self, cell: DoseCell) -> None:
        """Remember and tell where the focus is."""
        if cell.face is not None:
            self._last_key = cell.face.key
            self.entered.emit(cell.face.key)

    def _open(self, cell: DoseCell) -> None:
        """Tell that a cell was opened."""
        if cell.face is not None:
            self.opened.emit(cell.face.key)

    def _move(self, here: tuple[int, int], rows: int, columns: int) -> None:
        """Go on in one direction to the next cell that shows something, nearest in that line."""
        row, column = here[0] + rows, here[1] + columns
        while 0 <= row < len(self._cells) and 0 <= column < self._columns:
            cell = self._nearest(row, column) if rows else self._cells[row][column]
            if cell is not None and cell.face is not None:
                cell.setFocus(Qt.FocusReason.TabFocusReason)
                return
            row, column = row + rows, column + columns

    def _nearest(self, row: int, column: int) -> DoseCell | None:
        """Return the shown cell of a row that is nearest to a column."""
        shown = [(abs(place - column), cell) for place, cell in enumerate(self._cells[row]) if cell.face is not None]
        return min(shown, key=lambda pair: pair[0])[1] if shown else None

    def _focused_place(self) -> tuple[int, int] | None:
        """Return row and column of the focused cell."""
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                if cell.hasFocus():
                    return row, column
        return None

    def _all(self) -> list[DoseCell]:
        """Return every cell in reading order."""
        return [cell for cells in self._cells for cell in cells]
