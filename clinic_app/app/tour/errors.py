"""Scenes of what must not happen and does: a wrong vaccine is recorded as it was, and the watch begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide


def wrong_vaccine(guide: Guide, child: Child) -> None:
    """The wrong vial was injected: F10, what it was, when, what was done; nothing that happened is refused."""
    desk_work.scan_booklet(guide, child, "1 预检")
    desk_work.screen_fit(guide, child, "366")
    desk_work.plan_and_inform(guide, child)
    guide.step("已经打错了", lambda: guide.hands.press("F10"), lambda: guide.eyes.sees("已经打错了，错在哪里"))
    guide.step("打错疫苗", lambda: guide.hands.press("1"), lambda: guide.eyes.sees("打进去的是哪一支"))
    lot, vaccine = ("fresh_mena", "A群流脑") if "MPSV-AC" in child.vaccines else ("fresh_menac", "AC流脑")
    code = guide.expected.vial(lot, guide.scanned())
    guide.step(
        "扫打进去的那一支", lambda: guide.hands.scan(code), lambda: guide.eyes.sees("下一步") or _asks_when(guide)
    )
    if not _asks_when(guide):
        guide.step("下一步", lambda: guide.hands.press("Enter"), lambda: _asks_when(guide))
    guide.step("刚才", lambda: guide.hands.press("Enter"), lambda: guide.eyes.sees("已经做了什么"))
    guide.step("告知家长，留观", lambda: guide.hands.press("1", "Enter"), lambda: guide.eyes.sees("如实记下这次差错"))
    guide.step(
        "如实记下",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("已如实记下", child.name),
        lambda: (
            ("error", f"{child.name} wrong_vaccine"),
            ("given", f"{child.name} {vaccine} {guide.expected.lot_number(lot)}"),
            ("not given", child.name),
        ),
    )
    guide.step("知道了", lambda: guide.hands.press("Enter"), lambda: not guide.eyes.sees("已如实记下", child.name))


def _asks_when(guide: Guide) -> bool:
    return guide.eyes.sees("什么时候打的")
