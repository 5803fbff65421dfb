"""The legs of the tour: each starts the program at an hour of the day, in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from clinic_app.app.start import open_program
from clinic_app.app.tour.afternoon import afternoon
from clinic_app.app.tour.director import TODAY, database
from clinic_app.app.tour.guide import Guide
from clinic_app.app.tour.hands import Waited
from clinic_app.app.tour.morning import morning

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from pathlib import Path

STORIES: dict[str, tuple[str, Callable[[Guide, Callable[[timedelta], None]], bool]]] = {
    "morning": ("08:30", morning),
    "afternoon": ("09:10", afternoon),
}
WINDOW = (1366, 768)


def run_leg(leg: str, out: Path) -> int:
    """Run one leg; a story that ends in a power cut kills this process and never returns."""
    begins, story = STORIES[leg]
    start = datetime.fromisoformat(f"{TODAY}T{begins}:00+08:00")
    application, program, advance = open_program(database(out), start)
    program.window.resize(*WINDOW)
    program.window.show()
    program.window.activateWindow()
    QTest.qWaitForWindowActive(program.window)
    guide = Guide(leg, program.window, out)
    try:
        is_cut = story(guide, advance)
    except Waited as missing:
        print(f"{leg}: waited in vain: {missing}; the screen said: {guide.eyes.names()[:60]}", file=sys.stderr)
        return 1
    if is_cut:
        (out / f"{leg}.killed").write_text("power cut in mid-visit\n", encoding="utf-8")
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    program.close()
    application.quit()
    return 0
