"""Boxes to tick in a grid; arrow keys go from box to box, Space ticks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget


class TickGrid(QWidget):
    """A question with many possible answers.

    Signals:
        toggled: the key of a box that was ticked or unticked by hand.
    """

    toggled = Signal(str)

    def __init__(self, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def show_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Show these boxes, by key and words; boxes that exist are kept."""
        if list(choices) == [(key, box.text()) for key, box in self._boxes.items()]:
            return
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {key: self._new_box(key, words) for key, words in choices}
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place // self._columns, place % self._columns)

    def show_ticked(self, keys: frozenset[str] | set[str]) -> None:
        """Tick these boxes and no other; not reported as a change by hand."""
        for key, box in self._boxes.items():
            if box.isChecked() != (key in keys):
                box.setChecked(key in keys)

    def boxes(self) -> list[QCheckBox]:
        """Return the boxes in reading order."""
        return list(self._boxes.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the boxes; every other key belongs to the room."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        boxes = self.boxes()
        here = next((place for place, box in enumerate(boxes) if box.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None or not 0 <= here + step < len(boxes):
            event.ignore()
            return
        boxes[here + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _new_box(self, key: str, words: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setAccessibleName(words)
        box.clicked.connect(lambda _checked=False: self.toggled.emit(key))
        return box
