"""What stands where nothing is yet: an icon and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.label import Label


class EmptyState(QWidget):
    """Icon, one sentence and perhaps a button, centred."""

    def __init__(self, icon: str, sentence: str, button: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = Label("", "body", tone="ink2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._icon)
        column.addWidget(self._sentence)
        if button is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        Theme.current().changed.connect(self._paint_icon)
        self._paint_icon()
        self.show_sentence(sentence)

    def show_sentence(self, sentence: str) -> None:
        """Say what to do."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)

    def _paint_icon(self) -> None:
        """Draw the icon in quiet grey."""
        self._icon.setPixmap(Theme.current().pixmap(self._name, "ink3", 40))
