"""The entrance: the sign-in page where a clinic stands, the first start where there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui import crash
from clinic_app.services.door import Standing, standing

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from clinic_app.app.first_start import FirstStart
    from clinic_app.app.program import Program
    from clinic_app.devices.clock import Clock
    from clinic_app.services.premises import Premises


class Entrance:
    """Holds the one window there is at a time: first start or program."""

    def __init__(self, premises: Premises, practice: Premises, clock: Clock, stick: Path | None) -> None:
        self._premises = premises
        self._practice = practice
        self._clock = clock
        self._stick = stick
        self.program: Program | None = None
        self.first_start: FirstStart | None = None

    def open(self) -> None:
        """Open what belongs here; the first start is imported only where it is needed."""
        if standing(self._premises) is Standing.CLINIC:
            self.open_program(self._premises)
        else:
            self._open_first_start()

    def open_program(self, premises: Premises) -> None:
        """Show the sign-in page of a clinic, and take the first start away."""
        from clinic_app.app.program import Program

        self.program = Program(premises, self._clock, stick=self._stick)
        self._show(self.program.window, self.program.window.prompter.tell)
        if self.first_start is not None:
            self.first_start.close()

    def close(self) -> None:
        """Finish what is under way."""
        if self.program is not None:
            self.program.close()
        if self.first_start is not None:
            self.first_start.close()

    def _open_first_start(self) -> None:
        from clinic_app.app.first_start import FirstStart
        from clinic_app.services.site import Site

        site = Site(premises=self._premises, clock=self._clock, stick=self._stick)
        self.first_start = FirstStart(site, self._practice, self.open_program)
        self._show(self.first_start.window, self.first_start.window.prompter.tell)

    def _show(self, window: QWidget, tell: crash.Tell) -> None:
        crash.install(tell)
        window.showMaximized()
        window.activateWindow()
