"""A column that scrolls up and down when it is higher than its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid


class ScrollColumn(QScrollArea):
    """Put contents into `body`; the focused control is always scrolled into sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scrolled = QWidget()
        self._scrolled.setObjectName("scrolled")
        self.body = QVBoxLayout(self._scrolled)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(8)
        self.setWidget(self._scrolled)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Scroll to the focused control with room for its ring."""
        if isValid(self) and new is not None and self._scrolled.isAncestorOf(new):
            self.ensureWidgetVisible(new, 8, 8)
