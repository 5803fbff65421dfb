"""The hands of the tour: keys, a scanner's bytes, Chinese from an input method. Nothing else touches the program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

HUMAN_PAUSE_MS = 60
LOOK_SECONDS = 0.15
PATIENCE_SECONDS = 20.0
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
} | {f"F{number}": Qt.Key(Qt.Key.Key_F1.value + number - 1) for number in range(1, 13)}
_GROUP_SEPARATOR = "\x1d"


class Waited(Exception):
    """What the story expected did not appear in time."""


class Hands:
    """Presses what a person would press. Every press is noted, so that the table can show the keys themselves."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.pressed: list[str] = []

    def press(self, *names: str) -> Self:
        """Press named keys (`F9`, `Enter`, `Space`, `Alt+2`) or single Latin characters, at a person's pace."""
        for name in names:
            self.pressed.append(name)
            modifier, _, key = name.rpartition("+")
            held = Qt.KeyboardModifier.AltModifier if modifier == "Alt" else Qt.KeyboardModifier.NoModifier
            QTest.qWait(HUMAN_PAUSE_MS)
            self._click(_NAMED_KEYS.get(key, key), held)
        QTest.qWait(HUMAN_PAUSE_MS)
        return self

    def type(self, text: str) -> Self:
        """Type Latin letters and digits at a person's pace."""
        return self.press(*text)

    def type_chinese(self, text: str) -> None:
        """Commit text through the input method, as a pinyin keyboard does."""
        self.pressed.append(f"[{text}]")
        event = QInputMethodEvent()
        event.setCommitString(text)
        focus = QGuiApplication.focusObject()
        if focus is None:
            raise Waited("nothing has the focus")
        QCoreApplication.sendEvent(focus, event)
        QTest.qWait(HUMAN_PAUSE_MS)

    def scan(self, code: str) -> None:
        """Send a scanner's byte stream: the characters without pause, ended by Enter."""
        self.pressed.append(f"scan {code}")
        QTest.qWait(HUMAN_PAUSE_MS)
        for character in code:
            if character == _GROUP_SEPARATOR:
                control = Qt.KeyboardModifier.ControlModifier
                self._click(Qt.Key.Key_BracketRight, control)
            else:
                self._click(character)
        self._click(Qt.Key.Key_Return)
        QTest.qWait(HUMAN_PAUSE_MS)

    @staticmethod
    def pause(seconds: float = LOOK_SECONDS) -> None:
        """Look for a moment: what was just laid out is drawn."""
        QTest.qWait(round(seconds * 1000))

    def wait_until(self, seen: Callable[[], bool], what: str) -> None:
        """Let the program run until `seen`; at most 20 seconds.

        Raises:
            Waited: it did not come.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not seen():
            if time.monotonic() > deadline:
                raise Waited(what)
            QTest.qWait(5)

    def _click(self, key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release one key at the window, as the system delivers it: to whatever has the focus."""
        QTest.keyClick(self._target(), key, held)  # type: ignore[arg-type]  # the stubs lack characters

    def _target(self) -> QWindow:
        handle = self._window.windowHandle()
        if handle is None:
            raise Waited("the window is not shown")
        return handle
