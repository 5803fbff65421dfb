"""The hands of the tour: keys, a scanner's bytes, Chinese from an input method. Nothing else touches the program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest

from clinic_app.app.tour.logbook import SCANNED

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

HUMAN_PAUSE_MS = 60
HURRIED_PAUSE_MS = 45
SCANNER_GAP_MS = 6
LOOK_SECONDS = 0.15
LOOK_AGAIN_MS = 5
PATIENCE_SECONDS = 30.0
_NAMED_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "PgDn": Qt.Key.Key_PageDown,
    "PgUp": Qt.Key.Key_PageUp,
} | {f"F{number}": Qt.Key(Qt.Key.Key_F1.value + number - 1) for number in range(1, 13)}
_MODIFIERS = {
    "": Qt.KeyboardModifier.NoModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
_STROKES = {
    "\r": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "\x1d": (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier),
}


class Waited(Exception):
    """What the story expected did not appear in time."""


class Hands:
    """Presses what a person would press. Every press is noted, so that the table can show the keys themselves."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._pause_ms = HUMAN_PAUSE_MS
        self.pressed: list[str] = []

    def hurry(self, hurried: bool) -> None:
        """Work at the pace of a nurse who does it for the hundredth time, or at that of one who looks."""
        self._pause_ms = HURRIED_PAUSE_MS if hurried else HUMAN_PAUSE_MS

    def press(self, *names: str) -> Self:
        """Press named keys (`F9`, `Enter`, `Space`, `Alt+2`) or single Latin characters, at a person's pace."""
        for name in names:
            self.pressed.append(name)
            modifier, _, key = name.rpartition("+")
            held = _MODIFIERS[modifier]
            self._let_run(self._pause_ms)
            self._click(_NAMED_KEYS.get(key, key), held)
        self._let_run(self._pause_ms)
        return self

    def type(self, text: str) -> Self:
        """Type Latin letters and digits at a person's pace."""
        return self.press(*text)

    def type_chinese(self, text: str) -> Self:
        """Commit text through the input method, as a pinyin keyboard does."""
        self.pressed.append(f"[{text}]")
        event = QInputMethodEvent()
        event.setCommitString(text)
        focus = QGuiApplication.focusObject()
        if focus is None:
            raise Waited("nothing has the focus")
        QCoreApplication.sendEvent(focus, event)
        self._let_run(self._pause_ms)
        return self

    def scan(self, code: str) -> None:
        """Send a scanner's strokes: they reach the system a few milliseconds apart, however busy the program is."""
        self.pressed.append(f"{SCANNED}{code}")
        self._let_run(self._pause_ms)
        stamp = round(time.monotonic() * 1000)
        for place, letter in enumerate((*code, "\r")):
            self._stroke(letter, stamp + place * SCANNER_GAP_MS)
        self._let_run(self._pause_ms)

    def pause(self, seconds: float = LOOK_SECONDS) -> None:
        """Look for a moment: what was just laid out is drawn."""
        self._let_run(round(seconds * 1000))

    def wait_until(self, seen: Callable[[], bool], what: str) -> None:
        """Let the program run until `seen`; at most half a minute.

        Raises:
            Waited: it did not come.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not seen():
            if time.monotonic() > deadline:
                raise Waited(what)
            self._let_run(LOOK_AGAIN_MS)

    def _stroke(self, letter: str, stamp: int) -> None:
        """Put one stroke into the queue of the window, as the system does, with the moment it was struck."""
        key, held = _STROKES.get(letter, (Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, letter)
            event.setTimestamp(stamp)
            QCoreApplication.postEvent(self._target(), event)

    def _let_run(self, milliseconds: int) -> None:
        """Let the program run for a while."""
        QTest.qWait(milliseconds)

    def _click(self, key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release one key at the window, as the system delivers it: to whatever has the focus."""
        QTest.keyClick(self._target(), key, held)  # type: ignore[arg-type]  # the stubs lack characters

    def _target(self) -> QWindow:
        handle = self._window.windowHandle()
        if handle is None:
            raise Waited("the window is not shown")
        return handle
