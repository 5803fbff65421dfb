"""After the power cut: the same child at the same step, two children watched, the day carried to a stick."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work, exits
from clinic_app.app.tour.cast import FIRST_WATCHED, ROUTINE, SECOND_WATCHED

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide


def afternoon(guide: Guide) -> None:
    """Play the rest of the day; it ends by closing the window."""
    desk_work.sign_in(guide)
    desk_work.same_child_same_step(guide, FIRST_WATCHED, "4 接种")
    desk_work.vaccinate_all(guide, FIRST_WATCHED)
    _second_child(guide)
    _watch(guide)
    _to_the_stick(guide)


def _second_child(guide: Guide) -> None:
    desk_work.scan_booklet(guide, SECOND_WATCHED, "1 预检")
    desk_work.screen_fit(guide, SECOND_WATCHED, "365")
    desk_work.plan_and_inform(guide, SECOND_WATCHED)
    desk_work.vaccinate_all(guide, SECOND_WATCHED)


def _watch(guide: Guide) -> None:
    """One may leave, one is held back by the minutes, one mother insists; half an hour later the last one goes."""
    exits.open_room(guide)
    exits.leave(guide, ROUTINE.name)
    exits.too_early(guide, SECOND_WATCHED.name)
    exits.leave_early(guide, SECOND_WATCHED.name)
    exits.half_an_hour_later(guide, FIRST_WATCHED.name)
    exits.all_leave(guide)


def _to_the_stick(guide: Guide) -> None:
    """Everything no receipt covers goes to the stick; only then the screen says that it may be pulled out."""
    guide.step("同步", lambda: guide.hands.press("Alt+6"), lambda: guide.eyes.sees("同步", "Alt+6 已打开"))
    guide.step(
        "导出 U 盘",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("已写好，可以拔出"),
        lambda: (("exported", _exported(guide)),),
    )


def _exported(guide: Guide) -> str:
    """Return how many entries the screen says are on the stick."""
    found = re.search(r"可以拔出 U 盘 ([\d,]+) 条", guide.eyes.line("可以拔出 U 盘", "条"))
    return found[1].replace(",", "") if found else "?"
