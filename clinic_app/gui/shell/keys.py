"""The keys that work everywhere: function keys and Alt with a digit."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clinic_app.gui.wording import shell as wording

FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 13))
ROOM_KEYS = tuple(f"Alt+{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0))

_NAMES = {
    Qt.Key.Key_Return: wording.ENTER_KEY,
    Qt.Key.Key_Enter: wording.ENTER_KEY,
    Qt.Key.Key_Escape: wording.ESCAPE_KEY,
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDn",
    Qt.Key.Key_Space: wording.SPACE_KEY,
    Qt.Key.Key_Insert: "Ins",
    Qt.Key.Key_Delete: "Del",
}


class ShellKeys(QObject):
    """Catches the shell's keys whatever has the focus; a key held down counts once.

    Signals:
        pressed: the name of the key, such as `F9` or `Alt+3`.
    """

    pressed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        for name in FUNCTION_KEYS + ROOM_KEYS:
            shortcut = QShortcut(QKeySequence(name), window)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda name=name: self.pressed.emit(name))


def name_of(event: QKeyEvent) -> str:
    """Return the printed name of a key no widget wanted, or its character, or an empty string."""
    if event.isAutoRepeat():
        return ""
    return _NAMES.get(Qt.Key(event.key()), event.text() if event.text().isalnum() else "")
