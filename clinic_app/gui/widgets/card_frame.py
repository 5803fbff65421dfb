"""A white card with an optional title row."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.theme import restyle
from clinic_app.gui.widgets.label import Label


class CardFrame(QFrame):
    """A card; put contents into `body`, and chips or buttons into the title row with `add_to_head`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._title = Label(title, "section")
        self._title.setParent(self)  # before it is shown: a label without a parent would open a window of its own
        self._title.setVisible(bool(title))
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        if title:
            self._show_head()

    def show_title(self, title: str) -> None:
        """Change the title; it is also what a screen reader calls the card."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)
        self._show_head()

    def add_to_head(self, widget: QWidget) -> None:
        """Add a chip or button at the right of the title row."""
        self._show_head()
        self._head.addWidget(widget)

    def show_tone(self, tone: str) -> None:
        """Colour the edge by meaning; an empty string is the plain card."""
        self.setProperty("tone", tone)
        restyle(self)

    def _show_head(self) -> None:
        """Put the title row on top once there is something in it."""
        if self._head.parent() is None:
            self.body.insertLayout(0, self._head)
