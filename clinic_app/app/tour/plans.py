"""Scenes of the registration: a due dose left out, one more than the day allows, a paid vaccine chosen in writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide


def leaves_one_out(guide: Guide, child: Child) -> None:
    """Two are due, the mother wants one today: the other is left out with its reason, which is written down."""
    desk_work.scan_booklet(guide, child, "1 预检")
    desk_work.screen_fit(guide, child, "364")
    guide.step(
        "去掉一种：为什么不种？", lambda: guide.hands.press("Space"), lambda: guide.eyes.sees("今天该种，为什么不种")
    )
    guide.step("写原因", lambda: guide.hands.press("1", "Enter"), lambda: guide.eyes.sees("今天不种：家长要求分开种"))
    desk_work.plan_and_inform(guide, child)
    desk_work.vaccinate_all(guide, child)


def paid_in_place_of_free(guide: Guide, vaccine: str) -> None:
    """A paid vaccine would take the place of a free one: stopped, the form is printed, and the free one stays."""
    guide.step(
        f"选自费 {vaccine}：停", lambda: _choose(guide, vaccine), lambda: guide.eyes.sees("停：", vaccine, "免费")
    )
    guide.step("打印选择书", lambda: guide.hands.press("3"), lambda: guide.eyes.sees("自愿自费选择书已放进打印文件夹"))
    guide.step("种免费的", lambda: guide.hands.press("Esc"), lambda: not guide.eyes.sees("停：", vaccine))


def nothing_due(guide: Guide, child: Child) -> None:
    """Somebody comes too early: the page says when to come, and the visit ends with its reason."""
    desk_work.scan_booklet(guide, child, "1 预检")
    desk_work.screen_fit(guide, child, "366")
    guide.step("今天没有可种的", lambda: None, lambda: guide.eyes.sees("今天没有可种的免费疫苗"))
    guide.step("不往下做", lambda: guide.hands.press("F7"), lambda: guide.eyes.sees("取消这次就诊"))
    key = guide.eyes.line("取消这次就诊").split()[-1]
    guide.step("取消这次就诊，原因", lambda: guide.hands.press(key), lambda: guide.eyes.sees("今天没有可种的疫苗"))
    guide.step(
        "写原因",
        lambda: guide.hands.press("3", "Enter"),
        lambda: guide.eyes.sees("已取消") or not desk_work.has_in_hand(guide, child),
        lambda: (("ended", f"{child.name} cancelled"),),
    )


def _choose(guide: Guide, vaccine: str) -> None:
    """Go down to the row of the vaccine and tick it."""
    for _ in range(20):
        if vaccine in guide.eyes.focus():
            break
        guide.hands.press("Down")
    guide.hands.press("Space")
