"""The legs of the tour: each starts the program at an hour of the day, in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from clinic_app.app.start import open_program
from clinic_app.app.tour.afternoon import afternoon
from clinic_app.app.tour.forenoon import forenoon
from clinic_app.app.tour.guide import Guide
from clinic_app.app.tour.hands import Waited
from clinic_app.app.tour.houses import TODAY, database
from clinic_app.app.tour.morning import morning
from clinic_app.app.tour.small_desk import small_desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DESK, SMALL_DESK = (1366, 768), (1093, 614)


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of a day.

    Attributes:
        begins: what the clock shows then. story: plays it; its end may be a power cut.
        size: of the window, in the pixels the program counts: 1093x614 is 1366x768 at 125 %.
    """

    begins: str
    story: Callable[[Guide], None]
    cut: bool = False
    size: tuple[int, int] = DESK


STORIES: dict[str, Leg] = {
    "morning": Leg("08:00", morning, cut=True),
    "forenoon": Leg("09:00", forenoon, cut=True),
    "afternoon": Leg("13:30", afternoon),
    "small-desk": Leg("08:00", small_desk, size=SMALL_DESK),
}


def run_leg(name: str, out: Path) -> int:
    """Run one leg; a story that ends in a power cut kills this process and never returns."""
    leg = STORIES[name]
    start = datetime.fromisoformat(f"{TODAY}T{leg.begins}:00+08:00")
    application, program, advance = open_program(database(out), start)
    program.window.resize(*leg.size)
    program.window.show()
    program.window.activateWindow()
    QTest.qWaitForWindowActive(program.window)
    guide = Guide(name, program.window, out, advance)
    try:
        leg.story(guide)
    except Waited as missing:
        print(f"{name}: waited in vain: {missing}; the screen said: {guide.eyes.names()[:120]}", file=sys.stderr)
        return 1
    if leg.cut:
        (out / f"{name}.killed").write_text("power cut in mid-visit\n", encoding="utf-8")
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    program.close()
    application.quit()
    return 0
