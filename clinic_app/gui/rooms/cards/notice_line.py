"""One amber line below the head of a card: what must not be overlooked."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.label import Label, ShortLabel


class NoticeLine(QFrame):
    """Says it in bold and what to do about it beside; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("tone", "amber")
        self._icon = QLabel()
        self._what = ShortLabel("", "body", tone="amber", bold=True)
        self._todo = Label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._what, 1)
        row.addWidget(self._todo)
        Theme.current().changed.connect(self._paint_icon)
        self._paint_icon()

    def show_notice(self, what: str, todo: str) -> None:
        """Say it; the whole text stands in the tool tip when it is long."""
        self._what.setText(what)
        self._todo.setText(todo)
        self.setAccessibleName(f"{what} {todo}".strip())
        self.setVisible(bool(what))

    def _paint_icon(self) -> None:
        """Draw the amber sign."""
        self._icon.setPixmap(Theme.current().pixmap("triangle-alert", "amber", 20))
