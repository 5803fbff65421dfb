"""A clinic day in the real window, as a process of its own: keys and scans only; says how long each press held it.

A hundred people an hour by the clock of the program; the presses follow each other as fast as the screen answers. Of
every press it prints what it was for and the longest turn of the event loop until the next, in seconds.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_app.app.bench.turns import WatchedHands
from clinic_app.app.start import open_program
from clinic_app.app.tour import desk_work
from clinic_app.app.tour.watched_guide import WatchedGuide, look_at_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.desk import Desk

BEGINS = "2026-11-18T08:00:00+08:00"
BETWEEN_TWO_PEOPLE = timedelta(seconds=36)
WINDOW = (1366, 768)
FLOOR_PRESSES = 40


def main(folder: Path, visits: int, delay_seconds: float) -> None:
    """Work through so many visits, each with a look at the card before it, and print what was felt."""
    delay_every_commit(delay_seconds)
    application, program, advance = open_program(folder / "clinic.db", datetime.fromisoformat(BEGINS))
    program.window.resize(*WINDOW)
    program.window.show()
    program.window.activateWindow()
    QTest.qWaitForWindowActive(program.window)
    guide = WatchedGuide(program.window, folder, advance)
    desk_work.sign_in(guide)
    desk_work.confirm_date(guide)
    with guide.at_speed():
        for _ in range(visits):
            child = guide.next_child()
            look_at_card(guide, child)
            desk_work.ordinary_visit(guide, child, "366")
            advance(BETWEEN_TWO_PEOPLE)
    program.close()
    presses = [(press.doing, press.longest.held, press.longest.busy) for press in guide.hands.presses if press.turns]
    print(json.dumps({"presses": presses, "bare": _bare_presses()}))
    application.quit()


def delay_every_commit(seconds: float) -> None:
    """Let every desk that is opened from now on wait before each commit, as on a slow disk."""
    opening: Any = import_module("clinic_app.app.open_clinic")
    real: Callable[..., Desk] = opening.open_desk

    def open_desk(*arguments: object) -> Desk:
        desk = real(*arguments)
        desk.before_commit = lambda: sleep(seconds)
        return desk

    if seconds:
        opening.open_desk = open_desk


def _bare_presses() -> list[float]:
    """Return how long single letters hold a window of one field."""
    window = QWidget()
    field = QLineEdit(window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    field.setFocus()
    hands = WatchedHands(window)
    for _ in range(FLOOR_PRESSES):
        hands.press("x")
    return [press.longest.held for press in hands.presses]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
