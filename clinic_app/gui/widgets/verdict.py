"""The answer to an exit scan over the whole width of the window, to be read from two metres."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone, VerdictFace
from clinic_app.gui.theme import Theme, restyle
from clinic_app.gui.widgets.label import ShortLabel

HEIGHT = 132
_SECONDS = 8
_ICONS = {Tone.GREEN: "circle-check", Tone.RED: "octagon-x", Tone.AMBER: "triangle-alert", Tone.GREY: "info"}


class Verdict(QFrame):
    """Hangs at the top of the window, locked or not, and takes no focus.

    It leaves after eight ticks, at a click, or when the nurse moves on to something it would cover (`leave`).
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("notice")
        self._window = window
        self._left = 0
        self._icon = QLabel()
        self._verdict = ShortLabel("", "clock")
        self._who = ShortLabel("", "name")
        self._todo = ShortLabel("", "fact")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._who)
        words.addWidget(self._todo)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 8, 32, 8)
        row.setSpacing(24)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._verdict)
        row.addLayout(words, 1)
        window.installEventFilter(self)
        self.hide()

    def show_verdict(self, face: VerdictFace) -> None:
        """Show an answer; the next one replaces it."""
        tone = face.tone.value
        self._icon.setPixmap(Theme.current().pixmap(_ICONS.get(face.tone, "info"), tone, 72))
        for label, text in ((self._verdict, face.verdict), (self._who, face.who), (self._todo, face.todo)):
            label.setText(text)
            label.setVisible(bool(text))
            label.show_tone(tone)
        self._verdict.setMinimumWidth(self._verdict.sizeHint().width())
        self.setProperty("tone", tone)
        restyle(self)
        self.setAccessibleName(" ".join(part for part in (face.who, face.verdict, face.todo) if part))
        self._left = _SECONDS
        self._place()
        self.show()
        self.raise_()

    def on_tick(self) -> None:
        """Count down with the window's tick."""
        if self._left:
            self._left -= 1
            if not self._left:
                self.hide()

    def leave(self) -> None:
        """Make room for what comes next."""
        self._left = 0
        self.hide()

    def mouseReleaseEvent(self, event: object) -> None:
        """Leave at a click."""
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the width of the window."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        """Cover the header and a little more."""
        self.setGeometry(0, 0, self._window.width(), HEIGHT)
