"""The guide: carries out one step after another, waits for the screen, takes the picture, writes the logbook."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from clinic_app.app.tour.eyes import Eyes
from clinic_app.app.tour.hands import Hands
from clinic_app.app.tour.logbook import Step, append, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

Claims = tuple[tuple[str, str], ...]


class Guide:
    """Leads one leg of the tour through one window.

    Attributes:
        hands, eyes: the only way to the program.
    """

    def __init__(self, leg: str, window: QWidget, out: Path) -> None:
        self.leg = leg
        self.hands = Hands(window)
        self.eyes = Eyes(window)
        self._out = out
        self._logbook = out / "steps.jsonl"
        self._number = len(read(self._logbook)) if self._logbook.exists() else 0

    def logbook(self) -> list[Step]:
        """Return the steps so far, those of earlier legs too."""
        return read(self._logbook)

    def step(
        self,
        title: str,
        act: Callable[[], object],
        until: Callable[[], bool],
        claims: Callable[[], Claims] = tuple,
    ) -> None:
        """Do `act` with the hands, wait `until` the screen shows it, then note what the screen says.

        Args:
            title: what a person would say is being done.
            act: presses keys.
            until: what must be seen before the step counts as done.
            claims: read from the screen afterwards: what the journal must hold.

        Raises:
            Waited: the screen never showed it. The picture of what it showed instead is kept.
        """
        self._number += 1
        self.hands.pressed.clear()
        act()
        begun = time.monotonic()
        picture = f"{self._number:02d}-{self.leg}.png"
        try:
            self.hands.wait_until(until, title)
        finally:
            program_ms = round((time.monotonic() - begun) * 1000)
            self.hands.pause()
            self.eyes.picture(self._out / picture)
        append(
            self._logbook,
            Step(
                leg=self.leg,
                number=self._number,
                title=title,
                keys=tuple(self.hands.pressed),
                program_ms=program_ms,
                picture=picture,
                said=tuple(self.eyes.names()),
                claims=claims(),
            ),
        )
