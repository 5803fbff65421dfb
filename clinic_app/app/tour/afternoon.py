"""After the power cut: the same child at the same step, two children watched, the day carried to a stick."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work
from clinic_app.app.tour.cast import FIRST_WATCHED, ROUTINE, SECOND_WATCHED
from clinic_app.app.tour.hands import Waited

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide


def afternoon(guide: Guide, advance: Callable[[timedelta], None]) -> bool:
    """Play the rest of the day; returns False: it ends by closing the window."""
    desk_work.sign_in(guide)
    desk_work.scan_booklet(guide, FIRST_WATCHED, "4 接种")
    desk_work.vaccinate_all(guide, FIRST_WATCHED)
    _second_child(guide)
    _watch(guide, advance)
    _to_the_stick(guide)
    return False


def _second_child(guide: Guide) -> None:
    desk_work.scan_booklet(guide, SECOND_WATCHED, "1 预检")
    desk_work.screen_fit(guide, SECOND_WATCHED, "365")
    desk_work.plan_and_inform(guide, SECOND_WATCHED)
    desk_work.vaccinate_all(guide, SECOND_WATCHED)


def _watch(guide: Guide, advance: Callable[[timedelta], None]) -> None:
    """One may leave, one is held back by the minutes, one mother insists; half an hour later the last one goes."""
    guide.step("留观", lambda: guide.hands.press("Alt+3"), lambda: guide.eyes.sees("留观 Alt+3 已打开"))
    _leave(guide, ROUTINE)
    guide.step(
        "留观条还没到时间",
        lambda: guide.hands.scan(_ticket_of(guide, SECOND_WATCHED)),
        lambda: guide.eyes.sees("还需", "分钟") or guide.eyes.sees("还要", "分钟"),
    )
    _leave_early(guide, SECOND_WATCHED)
    advance(timedelta(minutes=31))
    guide.step("半小时后", lambda: None, lambda: guide.eyes.sees(FIRST_WATCHED.name, "可离开 请确认离开"))
    _leave(guide, FIRST_WATCHED)


def _leave(guide: Guide, child: Child) -> None:
    guide.step(
        f"扫留观条 {child.name}",
        lambda: guide.hands.scan(_ticket_of(guide, child)),
        lambda: guide.eyes.sees(child.name, "看过无异常"),
    )
    guide.step(
        "确认离开",
        lambda: guide.hands.press("Enter"),
        lambda: not guide.eyes.sees(child.name, "接种"),
        lambda: (("left", f"{child.name} normal"),),
    )
    guide.hands.pause(1.2)  # a second Enter right after a leave is swallowed until the next tick


def _leave_early(guide: Guide, child: Child) -> None:
    guide.step(
        "提前离开要理由",
        lambda: guide.hands.press("F7"),
        lambda: guide.eyes.sees("提前离开", "？") or guide.eyes.sees("理由") or guide.eyes.sees("原因"),
    )
    guide.step(
        "写理由，离开",
        lambda: guide.hands.press("1", "Enter"),
        lambda: not guide.eyes.sees(child.name, "接种"),
        lambda: (("left", f"{child.name} left_early"),),
    )


def _to_the_stick(guide: Guide) -> None:
    """Everything no receipt covers goes to the stick; only then the screen says that it may be pulled out."""
    guide.step("同步", lambda: guide.hands.press("Alt+5"), lambda: guide.eyes.sees("同步", "Alt+5 已打开"))
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


def _ticket_of(guide: Guide, child: Child) -> str:
    """Return the number on the child's slip, as the desk showed it after the last needle."""
    for step in guide.logbook():
        if step.title == "完成注射" and any(child.name in said for said in step.said):
            for said in step.said:
                if found := re.fullmatch(r"号码 (T\d+)", said):
                    return found[1]
    raise Waited(f"no slip of {child.name}")
