"""The guide: carries out one step after another, waits for the screen, takes the picture, writes the logbook."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clinic_app.app.tour.cast import Expected
from clinic_app.app.tour.eyes import Eyes
from clinic_app.app.tour.hands import Hands
from clinic_app.app.tour.logbook import Step, append, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import timedelta
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from clinic_app.app.tour.cast import Child

Claims = tuple[tuple[str, str], ...]


class Guide:
    """Leads one leg of the tour through one window.

    Attributes:
        hands, eyes: the only way to the program.
        expected: who comes today, and which vials lie ready.
        advance: lets time pass.
    """

    def __init__(self, leg: str, window: QWidget, out: Path, advance: Callable[[timedelta], None]) -> None:
        self.leg = leg
        self.hands = Hands(window)
        self.eyes = Eyes(window)
        self.advance = advance
        self.expected = Expected(out / "expected.json")
        self._out = out
        self._logbook = out / "steps.jsonl"
        self._steps = read(self._logbook)
        self._routine = ""
        self._pictured = True

    @property
    def papers(self) -> Path:
        """Return where papers lie that no printer took: on the desk of whoever waits for them."""
        return next(iter((self._out / "clinic").glob("*-out")), self._out)

    def logbook(self) -> list[Step]:
        """Return the steps so far, those of earlier legs too."""
        return self._steps

    def scanned(self) -> frozenset[str]:
        """Return every code scanned so far."""
        return frozenset(code for step in self._steps for code in step.scanned)

    def next_child(self, like: Callable[[Child], bool] = lambda child: True) -> Child:
        """Return the next child of the day that has not been here yet."""
        return self.expected.waiting(self.scanned(), like)[0]

    @contextmanager
    def at_speed(self) -> Iterator[None]:
        """Work at the pace of the hundredth time, without pictures."""
        self._pictured = False
        self.hands.hurry(True)
        try:
            yield
        finally:
            self._pictured = True
            self.hands.hurry(False)

    @contextmanager
    def routine(self, child: Child) -> Iterator[None]:
        """Count what is pressed in this visit."""
        self._routine = child.name
        try:
            yield
        finally:
            self._routine = ""

    def step(
        self,
        title: str,
        act: Callable[[], object],
        until: Callable[[], bool],
        claims: Callable[[], Claims] = tuple,
        *,
        measured: bool = False,
    ) -> None:
        """Do `act` with the hands, wait `until` the screen shows it, then note what the screen says.

        Args:
            title: what a person would say is being done.
            act: presses keys.
            until: what must be seen before the step counts as done.
            claims: read from the screen afterwards: what the journal must hold.
            measured: the keys are the digits of the temperature.

        Raises:
            Waited: the screen never showed it. The picture of what it showed instead is kept.
        """
        self.hands.pressed.clear()
        act()
        begun = time.monotonic()
        pictured, picture = True, f"{len(self._steps) + 1:03d}-{self.leg}.png"
        cut: tuple[str, ...] = ()
        try:
            self.hands.wait_until(until, title)
            pictured = self._pictured
        finally:
            program_ms = round((time.monotonic() - begun) * 1000)
            if pictured:
                self.hands.pause()
                cut = self.eyes.picture(self._out / picture)
        step = Step(
            leg=self.leg,
            number=len(self._steps) + 1,
            title=title,
            keys=tuple(self.hands.pressed),
            program_ms=program_ms,
            picture=picture if pictured else "",
            said=tuple(self.eyes.names()),
            claims=claims(),
            nurse=self.eyes.nurse(),
            routine=self._routine,
            measured=measured,
            cut=cut,
        )
        self._steps.append(step)
        append(self._logbook, step)
