"""Turns of the event loop: how long the GUI thread is held before the next key could be answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter, sleep, thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt

from clinic_app.app.tour.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

IDLE_SECONDS = 0.001
_NOTHING_HELD = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: everything the GUI thread did before it could look for the next key, in seconds.

    Attributes:
        held: by the wall clock. busy: the thread's own processor time; the rest went to other threads and programs.
    """

    held: float
    busy: float


@dataclass(slots=True)
class Press:
    """One key, or all of one scan, with the turns until the next."""

    doing: str
    turns: list[Turn] = field(default_factory=list)

    @property
    def longest(self) -> Turn:
        """Return the turn that held the thread longest: what a nurse feels."""
        return max(self.turns, key=lambda turn: turn.held)


class WatchedHands(Hands):
    """The tour's hands; every turn of the event loop that a press causes is timed.

    Attributes:
        doing: what the presses are for now. presses: all so far, in order.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.doing = ""
        self.presses: list[Press] = []
        self._in_a_press = False

    def _let_run(self, milliseconds: int) -> None:
        self._in_a_press = False
        until = perf_counter() + milliseconds / 1000
        while perf_counter() < until:
            self._turn(_run_what_waits)
            sleep(IDLE_SECONDS)

    def _click(self, key: Qt.Key | str, held: Qt.KeyboardModifier = _NOTHING_HELD) -> None:
        self._begin_a_press()
        self._turn(lambda: super(WatchedHands, self)._click(key, held))

    def _stroke(self, letter: str, stamp: int) -> None:
        self._begin_a_press()
        super()._stroke(letter, stamp)

    def _begin_a_press(self) -> None:
        """Begin a press; strokes that follow without a pause belong to one: a scan."""
        if not self._in_a_press:
            self.presses.append(Press(self.doing))
        self._in_a_press = True

    def _turn(self, work: Callable[[], None]) -> None:
        began, busy = perf_counter(), thread_time()
        work()
        if self.presses:
            self.presses[-1].turns.append(Turn(perf_counter() - began, thread_time() - busy))


def _run_what_waits() -> None:
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
