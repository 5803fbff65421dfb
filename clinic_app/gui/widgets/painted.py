"""The base of every widget that draws itself from the theme."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clinic_app.gui.theme import Theme


class Painted(QWidget):
    """Draws itself in `draw` and says in its accessible name what it shows.

    Signals:
        clicked: the mouse pressed and released on it.
        entered: it received the focus.
    """

    clicked = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None, *, focusable: bool = False) -> None:
        super().__init__(parent)
        Theme.current().changed.connect(self.update)
        if focusable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def say(self, *words: str) -> None:
        """Set the accessible name from the words that are not empty."""
        self.setAccessibleName(" ".join(word for word in words if word))

    def draw(self, painter: QPainter) -> None:
        """Draw the widget; every subclass does."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hand a painter to `draw`."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus arrived."""
        super().focusInEvent(event)
        self.entered.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Count a release inside as a click."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
