"""The title row of a room: title, one line of context, actions at the right."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.gui.widgets.label import Label, ShortLabel


class RoomHead(QWidget):
    """Title and context; add buttons and chips with `add`."""

    def __init__(self, title: str, context: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, "title")
        self._context = ShortLabel(context, "body", tone="ink2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addSpacing(8)
        self._row.addWidget(self._context, 1)

    def show_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def show_context(self, context: str, tone: str = "ink2") -> None:
        """Change the line of context."""
        self._context.setText(context)
        self._context.show_tone(tone)

    def add(self, widget: QWidget) -> None:
        """Add a button or chip at the right."""
        self._row.addWidget(widget)
