"""The program as a process of its own: says `ready` once the sign-in field has taken a key, then signs in.

After signing in and opening every room it says how much memory is resident, in MB, then ends.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import clinic_app.app.__main__  # noqa: F401 - a true start goes through the command line and pays for it
from clinic_app.app.places import default_database
from clinic_app.app.start import make_application
from clinic_app.devices.clock import SetClock
from clinic_app.services.premises import Premises

if TYPE_CHECKING:
    from clinic_app.app.program import Program

SIGN_IN_SECONDS = 60.0


def main(database: Path, now: datetime) -> None:
    """Start the program as `clinic_app.app.start` does, and say how it goes."""
    from clinic_app.app.bench.bare_window import resident_mb, type_one_letter

    default_database()  # a start without a word asks where the database lies
    application = make_application()

    from clinic_app.app.program import Program
    from clinic_app.gui import crash

    program = Program(Premises.of(database), SetClock(now, running=True))
    crash.install(program.window.prompter.tell)
    program.window.showMaximized()
    application.processEvents()
    print("ready" if type_one_letter(program.window.sign_in_page.password) else "deaf", flush=True)
    try:
        _sign_in(program)
        print(resident_mb(), flush=True)
    finally:
        program.close()


def _sign_in(program: Program) -> None:
    """Type the password and wait until the rooms are open."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    from clinic_app.app.passwords import PASSWORD_VARIABLE

    page = program.window.sign_in_page
    page.password.setText(os.environ[PASSWORD_VARIABLE])
    page.password.entered.emit()
    until = monotonic() + SIGN_IN_SECONDS
    while program.window.is_locked() and monotonic() < until:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    if program.window.is_locked():
        raise TimeoutError("the program did not open the clinic")
    for room in program.window.workplace.rooms():
        program.window.open_room(room.key)
        QCoreApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
