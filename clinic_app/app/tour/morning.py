"""The morning of the tour: a routine child, an expired vial, a child with fever, and a power cut in mid-visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work
from clinic_app.app.tour.cast import FEVERISH, FIRST_WATCHED, ROUTINE

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide


def morning(guide: Guide) -> None:
    """Play the morning; the power is cut while a vial is in the nurse's hand."""
    desk_work.sign_in(guide)
    desk_work.confirm_date(guide)
    _find_by_initials(guide)
    _routine_child(guide)
    desk_work.ordinary_visits(guide, 6)
    _child_with_fever(guide)
    _cut_in_mid_visit(guide)


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
    expired = guide.expected.vial("expired", guide.scanned())
    guide.step("扫到过期疫苗：停", lambda: guide.hands.scan(expired), lambda: guide.eyes.sees("停", "过期"))
    guide.step("换一支", lambda: guide.hands.press("Enter"), lambda: not guide.eyes.sees("停：", "过期"))
    desk_work.vaccinate_all(guide, ROUTINE)


def _child_with_fever(guide: Guide) -> None:
    """38.5 degrees: postponed with advice, no step further."""
    desk_work.scan_booklet(guide, FEVERISH, "1 预检")
    guide.step(
        "量体温，发热",
        lambda: guide.hands.type("385"),
        lambda: guide.eyes.sees("38.5"),
        measured=True,
    )
    guide.step("问八项，医生看过", lambda: guide.hands.press("0", "1"), lambda: guide.eyes.sees("暂缓，保存建议", "F9"))
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
