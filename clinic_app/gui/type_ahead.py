"""Keeps what is typed while a wish is under way, and types it again once the next page stands."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_EDITING_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backspace}
_FOREIGN_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class TypeAhead(QObject):
    """Holds characters back while the page they are meant for is not there yet.

    Only what fills a field in is kept: letters and digits, and the Enter, Tab or Backspace that follows them. Space
    and the function keys confirm, and nobody confirms a page before it is seen: they act on the page that stands.
    Who goes to another room or field meanwhile types there at once.

    Make it before the scan router: a filter installed later sees the keys first, and a scan must stay a scan.

    Args:
        page_stands: False while a question or the locked page stands where the page was to be; what was typed
            before it was seen is not an answer to it.
    """

    def __init__(self, app: QApplication, page_stands: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page_stands = page_stands
        self._under_way = False
        self._holding = False
        self._kept: list[QKeyEvent] = []
        self._down: set[int] = set()
        self._window: QWindow | None = None
        app.focusWindowChanged.connect(self.watch_window)
        self.watch_window(app.focusWindow())

    def watch_window(self, window: QWindow | None) -> None:
        """Watch the keys of another window from now on."""
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def hold(self, under_way: bool) -> None:
        """Begin to keep what is typed, or type it again as soon as the page has been laid out."""
        self._under_way = self._holding = under_way
        if not under_way and self._kept:
            QTimer.singleShot(0, self._type_again)

    def go_elsewhere(self) -> None:
        """Keep nothing until the next wish: the nurse has turned to something else."""
        self._holding = False
        self._kept.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the presses and releases of characters while a wish is under way."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self.go_elsewhere()
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyRelease and event.key() in self._down:
            self._down.discard(event.key())
            return bool(self._kept) and self._keep(event)
        waits = (self._holding or self._kept) and event.type() is QEvent.Type.KeyPress and self._page_stands()
        if waits and self._fills_in(event):
            self._down.add(event.key())
            return self._keep(event)
        return False

    def _fills_in(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() or event.modifiers() & _FOREIGN_MODIFIERS:
            return False
        if event.key() in _EDITING_KEYS:
            return bool(self._kept)
        return event.text().isprintable() and bool(event.text().strip())

    def _keep(self, event: QKeyEvent) -> bool:
        self._kept.append(event.clone())
        return True

    def _type_again(self) -> None:
        """Give what was kept to whatever has the focus by then, unless another wish has begun meanwhile.

        It goes to the widget, not through the window: the scan router has seen these keys.
        """
        if self._under_way:
            return
        kept, self._kept = self._kept, []
        for event in kept:
            widget = QApplication.focusWidget()
            if widget is not None and self._page_stands():
                QCoreApplication.sendEvent(widget, event)
