"""The morning of the tour: a routine child, an expired vial, a child with fever, and a power cut in mid-visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work
from clinic_app.app.tour.cast import EXPIRED_MMR, FEVERISH, FIRST_WATCHED, ROUTINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from clinic_app.app.tour.guide import Guide


def morning(guide: Guide, _advance: Callable[[timedelta], None]) -> bool:
    """Play the morning; returns True: the power is cut while a vial is in the nurse's hand."""
    desk_work.sign_in(guide)
    _find_by_initials(guide)
    _routine_child(guide)
    _child_with_fever(guide)
    _cut_in_mid_visit(guide)
    return True


def _find_by_initials(guide: Guide) -> None:
    guide.step(
        "用首字母查找",
        lambda: guide.hands.press("F2").type(ROUTINE.initials),
        lambda: guide.eyes.sees(ROUTINE.name),
    )
    guide.step("打开金卡", lambda: guide.hands.press("Enter"), lambda: guide.eyes.sees("档案", "已打开"))
    guide.step("到接种台", lambda: guide.hands.press("Alt+2"), lambda: guide.eyes.sees("接种 Alt+2 已打开"))


def _routine_child(guide: Guide) -> None:
    """Everything on time, with one expired vial in between that is stopped."""
    desk_work.scan_booklet(guide, ROUTINE, "1 预检")
    desk_work.screen_fit(guide, ROUTINE, "366")
    desk_work.plan_and_inform(guide, ROUTINE)
    guide.step("扫到过期疫苗：停", lambda: guide.hands.scan(EXPIRED_MMR), lambda: guide.eyes.sees("停", "过期"))
    guide.step("换一支", lambda: guide.hands.press("Enter"), lambda: not guide.eyes.sees("停：", "过期"))
    desk_work.vaccinate_all(guide, ROUTINE)


def _child_with_fever(guide: Guide) -> None:
    """38.5 degrees: postponed with advice, no step further."""
    desk_work.scan_booklet(guide, FEVERISH, "1 预检")
    guide.step(
        "预检发热，写上看过的医生",
        lambda: guide.hands.type("385").press("Enter", "0", "1"),
        lambda: guide.eyes.sees("38.5"),
    )
    guide.step(
        "暂缓，写医学建议",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("今天暂缓"),
        lambda: (("screened", f"{FEVERISH.name} {desk_work.degrees_on(guide, '1 预检', '暂缓')} postponed"),),
    )
    guide.step("下一位", lambda: guide.hands.press("F9"), lambda: not guide.eyes.sees(FEVERISH.name))


def _cut_in_mid_visit(guide: Guide) -> None:
    """The vial is in the hand, nothing is ticked yet; then the power goes."""
    desk_work.scan_booklet(guide, FIRST_WATCHED, "1 预检")
    desk_work.screen_fit(guide, FIRST_WATCHED, "367")
    desk_work.plan_and_inform(guide, FIRST_WATCHED)
    desk_work.take_vial(guide, desk_work.vaccines_waiting(guide)[0])
