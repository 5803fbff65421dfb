"""Starting the program: find the clinic's database, show the window, run until it closes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from clinic_app.app.places import chosen_stick, default_database, practice_database
from clinic_app.devices.clock import Clock, SetClock, SystemClock
from clinic_app.services.premises import Premises

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from clinic_app.app.program import Program

SWITCH_SECONDS = 0.0005  # each call into Qt may wait so long for a thread that computes; Python's own is 5 ms


def start(database: Path | None = None, clock: Clock | None = None) -> int:
    """Show the window and return the exit code when it closes.

    Without a clinic at its place the window is that of the first start, from where one may also practise.
    """
    from clinic_app.app.entrance import Entrance

    application = make_application(fit_screen=True)
    place = Premises.of(database or default_database())
    entrance = Entrance(place, Premises.of(practice_database()), clock or SystemClock(), chosen_stick())
    entrance.open()
    try:
        return int(application.exec())
    finally:
        entrance.close()


def open_program(database: Path, begins: datetime) -> tuple[QApplication, Program, Callable[[timedelta], None]]:
    """Return application, program and a hand on its clock, for the tour: a clinic at an hour of its own.

    Args:
        database: whose clinic.
        begins: what the clock shows at the start (aware); it runs on from there.
    """
    from clinic_app.app.program import Program
    from clinic_app.gui import crash

    application = make_application()
    clock = SetClock(begins, running=True)
    program = Program(Premises.of(database), clock, stick=chosen_stick())
    crash.install(program.window.prompter.tell)
    return application, program, clock.advance


def make_application(*, fit_screen: bool = False) -> QApplication:
    """Return the Qt application with the bundled fonts and style.

    Args:
        fit_screen: draw smaller on a screen too small for the desk; tour and bench choose their own size.
    """
    from PySide6.QtWidgets import QApplication

    from clinic_app.gui.theme import Theme
    from clinic_app.services.resource_files import RESOURCES

    sys.setswitchinterval(SWITCH_SECONDS)
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    if fit_screen:
        from clinic_app.app.small_screen import fitted

        application = fitted(application)
    Theme.install(application, RESOURCES)
    return application
