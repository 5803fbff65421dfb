"""A red stop: what is wrong, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone
from clinic_app.gui.theme import Theme, restyle
from clinic_app.gui.widgets.label import Label, ShortLabel

_ICONS = {
    Tone.RED: "octagon-x",
    Tone.AMBER: "triangle-alert",
    Tone.GREEN: "circle-check",
    Tone.GREY: "info",
    Tone.BRAND: "info",
}


class StopBanner(QFrame):
    """Says in one sentence what stops the work and in a second what to do; amber and green exist too.

    `slim` is the form of the notice: one line each, 24 px icon.
    """

    def __init__(self, *, slim: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._tone = Tone.RED
        self._icon = QLabel()
        self._icon_size = 24 if slim else 40
        self._what = ShortLabel("", "body", bold=True) if slim else Label("", "fact", bold=True, wrap=True)
        self._todo = ShortLabel("", "small") if slim else Label("", "body", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0 if slim else 4)
        words.addWidget(self._what)
        words.addWidget(self._todo)
        self._short = False
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 2 if slim else 10, 16, 2 if slim else 10)
        row.setSpacing(16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        Theme.current().changed.connect(self._paint_icon)

    def show_stop(self, what: str, todo: str, tone: Tone = Tone.RED) -> None:
        """Show a sentence and its next step."""
        self._tone = tone
        self._what.setText(what)
        self._what.show_tone(tone.value)
        self._todo.setText(todo)
        self._todo.setVisible(bool(todo) and not self._short)
        self.setAccessibleName(f"{what} {todo}".strip())
        self.setProperty("tone", tone.value)
        restyle(self)
        self._paint_icon()

    def show_short(self, short: bool) -> None:
        """Leave the next step out where there is no height for it; it stays in the accessible name."""
        self._short = short
        self._icon_size = 18 if short else 24
        self._row.setContentsMargins(16, 0 if short else 2, 16, 0 if short else 2)
        self._todo.setVisible(bool(self._todo.text()) and not short)
        self._paint_icon()

    def _paint_icon(self) -> None:
        """Draw the icon of the meaning."""
        self._icon.setPixmap(Theme.current().pixmap(_ICONS[self._tone], self._tone.value, self._icon_size))
