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

FIRST_PRACTICE_PEOPLE = 400


def start(database: Path | None = None, clock: Clock | None = None) -> int:
    """Show the window and return the exit code when it closes.

    Without a database of its own the program makes and opens a practice township, visibly marked as such.
    """
    from clinic_app.app.program import Program
    from clinic_app.gui import crash

    application = make_application(fit_screen=True)
    program = Program(Premises.of(database or _any_database()), clock or SystemClock(), stick=chosen_stick())
    crash.install(program.window.prompter.tell)
    program.window.showMaximized()
    try:
        return int(application.exec())
    finally:
        program.close()


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

    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    if fit_screen:
        from clinic_app.app.small_screen import fitted

        application = fitted(application)
    Theme.install(application, RESOURCES)
    return application


def _any_database() -> Path:
    """Return the clinic's database, else the practice township's, made now when there is none."""
    if default_database().exists():
        return default_database()
    if not practice_database().exists():
        from clinic_app.practice.clinic import PracticePlan, found_practice_clinic

        print("No clinic yet: making a practice township, this takes a few seconds.", file=sys.stderr)
        plan = PracticePlan(people=FIRST_PRACTICE_PEOPLE, seed=1, today=SystemClock().today())
        found_practice_clinic(practice_database(), plan)
    return practice_database()
