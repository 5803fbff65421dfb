"""Recognises what a keyboard-wedge scanner types, whatever has the focus, and keeps it out of the fields."""

import time
from dataclasses import dataclass
from unicodedata import normalize

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from shiboken6 import isValid

LEAST_LENGTH = 6
MEAN_GAP_MS = 30
LONGEST_GAP_MS = 35
HOLD_MS = 35
AWAIT_END_MS = 120
GROUP_SEPARATOR = "\x1d"

_SILENT_KEYS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_END_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_FOREIGN_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a stroke came: by the stamp of the system (0 = none) and by our own clock, in milliseconds."""

    stamp: int
    arrival: float

    def gap_after(self, earlier: "_Moment") -> float:
        """Return the milliseconds since an earlier stroke, by the system's stamps when both have one."""
        if self.stamp and earlier.stamp:
            return self.stamp - earlier.stamp
        return self.arrival - earlier.arrival


class ScanRouter(QObject):
    """Holds fast strokes back until they prove to be a scan (then `scanned`) or a person (then replayed).

    A scan is at least six characters, on average less than 30 ms apart, ended by Enter or Tab as fast.
    Strokes are watched at the window, before any widget sees them; texts committed by an input method
    at the widget that has the focus. A person's single key is delayed by 35 ms and otherwise unchanged.

    Signals:
        scanned: the code with full-width letters made plain and group separators (ASCII 29) kept.

    Attributes:
        last_raw: the same code exactly as it was typed.
    """

    scanned = Signal(str)

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_raw = ""
        self._text = ""
        self._first: _Moment | None = None
        self._last: _Moment | None = None
        self._held: list[tuple[QObject, QEvent]] = []
        self._swallowed_end: int | None = None
        self._replaying = False
        self._watched: dict[str, QObject] = {}
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setTimerType(Qt.TimerType.PreciseTimer)
        self._hold.timeout.connect(self._let_queue_run)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._release_held)
        app.focusWindowChanged.connect(self.watch_window)
        app.focusObjectChanged.connect(self._watch_object)
        self.watch_window(app.focusWindow())
        self._watch_object(app.focusObject())

    def watch_window(self, window: QWindow | None) -> None:
        """Watch the keys of another window from now on."""
        self._watch("window", window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at keys of the window and commits of the input method; everything else passes."""
        if self._replaying:
            return False
        kind = event.type()
        if kind is QEvent.Type.KeyPress and watched.isWindowType():
            return isinstance(event, QKeyEvent) and self._on_press(watched, event)
        if kind is QEvent.Type.KeyRelease and watched.isWindowType():
            return isinstance(event, QKeyEvent) and self._on_release(watched, event)
        if kind is QEvent.Type.InputMethod:
            return isinstance(event, QInputMethodEvent) and self._on_commit(watched, event)
        return False

    def _on_press(self, window: QObject, event: QKeyEvent) -> bool:
        """Hold back a character that may belong to a scan; end a scan at Enter."""
        key = Qt.Key(event.key())
        if key in _SILENT_KEYS:
            return False
        moment = _Moment(event.timestamp(), _now_ms())
        if event.isAutoRepeat():
            self._give_up()
            return False
        if key in _END_KEYS:
            return self._on_end(event.key(), moment)
        letters = _letters_of(event)
        if not letters:
            self._give_up()
            return False
        return self._on_letters(window, event, letters, moment)

    def _on_commit(self, widget: QObject, event: QInputMethodEvent) -> bool:
        """Treat digits and letters committed by an input method like keys."""
        letters = event.commitString()
        if not letters or event.replacementLength() or not all(_is_code_letter(letter) for letter in letters):
            return False
        return self._on_letters(widget, event, letters, _Moment(0, _now_ms()))

    def _on_release(self, window: QObject, event: QKeyEvent) -> bool:
        """Keep releases behind their held presses, and drop the one of the swallowed Enter."""
        if event.key() == self._swallowed_end and not event.isAutoRepeat():
            self._swallowed_end = None
            return True
        if not self._held:
            return False
        self._held.append((window, event.clone()))
        return True

    def _on_letters(self, receiver: QObject, event: QEvent, letters: str, moment: _Moment) -> bool:
        """Add characters to the burst, or begin a new one when the pause was a person's."""
        if self._last is not None and moment.gap_after(self._last) > LONGEST_GAP_MS:
            self._give_up()
        if not self._text and letters == " ":
            return False
        self._first = self._first or moment
        self._last = moment
        self._text += letters
        self._held.append((receiver, event.clone()))
        self._patience.stop()
        self._hold.start(HOLD_MS if len(self._text) < LEAST_LENGTH else AWAIT_END_MS)
        return True

    def _on_end(self, key: int, moment: _Moment) -> bool:
        """Decide at Enter or Tab: a scan is told and swallowed, anything else replayed before the key."""
        if not self._is_scan(moment):
            self._give_up()
            return False
        self.last_raw = self._text
        self._held.clear()
        self._forget()
        self._swallowed_end = key
        self.scanned.emit(plain_code(self.last_raw))
        return True

    def _is_scan(self, end: _Moment) -> bool:
        """Tell whether the burst is long and fast enough and its end came at once."""
        if self._first is None or self._last is None or len(self._text) < LEAST_LENGTH:
            return False
        if end.gap_after(self._last) > AWAIT_END_MS:
            return False
        return self._last.gap_after(self._first) / (len(self._text) - 1) < MEAN_GAP_MS

    def _let_queue_run(self) -> None:
        """Let strokes that wait in the queue of a busy program come first, then give the held ones free."""
        self._patience.start(0)

    def _release_held(self) -> None:
        """Replay what was held, in order; the burst may still go on by its stamps."""
        held, self._held = self._held, []
        self._replaying = True
        try:
            for receiver, event in held:
                if isValid(receiver):
                    QCoreApplication.sendEvent(receiver, event)
        finally:
            self._replaying = False

    def _give_up(self) -> None:
        """Replay what was held and forget the burst."""
        self._forget()
        self._release_held()

    def _forget(self) -> None:
        """Begin anew."""
        self._text = ""
        self._first = self._last = None
        self._hold.stop()
        self._patience.stop()

    def _watch_object(self, watched: QObject | None) -> None:
        """Watch the input method of another widget from now on."""
        self._watch("widget", watched)

    def _watch(self, place: str, watched: QObject | None) -> None:
        """Move the filter of one place to another object."""
        before = self._watched.pop(place, None)
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if watched is not None:
            watched.installEventFilter(self)
            self._watched[place] = watched


def plain_code(raw: str) -> str:
    """Return a code with full-width characters made plain; group separators stay."""
    return "".join(normalize("NFKC", letter) if "\uff00" <= letter <= "\uff5e" else letter for letter in raw)


def _letters_of(event: QKeyEvent) -> str:
    """Return the character of a key that may stand in a code, else an empty string."""
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        separator = event.text() == GROUP_SEPARATOR or event.key() == Qt.Key.Key_BracketRight
        return GROUP_SEPARATOR if separator else ""
    if event.modifiers() & _FOREIGN_MODIFIERS:
        return ""
    return event.text() if len(event.text()) == 1 and _is_code_letter(event.text()) else ""


def _is_code_letter(letter: str) -> bool:
    """Tell whether a character may stand in a code: printable ASCII, its full-width form, or ASCII 29."""
    plain = plain_code(letter)
    return plain == GROUP_SEPARATOR or " " <= plain <= "~"


def _now_ms() -> float:
    """Return our own clock for strokes without a stamp."""
    return time.monotonic() * 1000
