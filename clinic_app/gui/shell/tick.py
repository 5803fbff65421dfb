"""The one timer of the program that counts seconds."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer


class Tick(QObject):
    """Calls once at the start and then every second, until it is stopped: a clinic that closes is not asked again."""

    def __init__(self, parent: QObject, call: Callable[[], None]) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(call)
        self._timer.start(1000)
        call()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
