"""The floor of the start: an empty PySide6 window with the program's fonts and one field; knows nothing else of ours.

Run as a process of its own with the font files as arguments; says `ready` once the field has taken a key, then how much
memory is resident, in MB.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

FAMILY = "Noto Sans SC"
PIXELS = 16
STATUS = Path("/proc/self/status")
KIB_A_MB = 1024.0


def type_one_letter(field: QLineEdit) -> bool:
    """Send the letter x to the field and return whether it stands there."""
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x"))
    return field.text() == "x"


def resident_mb() -> float | None:
    """Return the memory this process holds in RAM, in MB; None where the system does not say it this way."""
    if not STATUS.exists():
        return None
    line = next(line for line in STATUS.read_text("ascii", "replace").splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / KIB_A_MB


def main(fonts: list[str]) -> None:
    """Show the window and say when it is ready."""
    application = QApplication(sys.argv[:1])
    for font in fonts:
        QFontDatabase.addApplicationFont(font)
    letters = QFont([FAMILY])
    letters.setPixelSize(PIXELS)
    application.setFont(letters)
    window = QWidget()
    field = QLineEdit(window)
    window.showMaximized()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    application.processEvents()
    print("ready" if type_one_letter(field) else "deaf", flush=True)
    print(resident_mb(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
