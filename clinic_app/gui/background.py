"""The bridge from the writer thread back to the screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class GuiThread(QObject):
    """Runs callables on the thread that made this object, in the order they were posted.

    `post` may be called from any thread and returns at once; an exception of the callable
    reaches `sys.excepthook` of the GUI thread.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._is_over = False

    def post(self, call: Callable[[], None]) -> None:
        """Queue a callable for the GUI thread."""
        self._posted.emit(call)

    def stop(self) -> None:
        """Drop what is queued and whatever comes: what it would show is being closed."""
        self._is_over = True

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        """Run one callable; a method of a QObject, so that Qt delivers it on this object's thread."""
        if not self._is_over:
            call()
