"""Scenes of a reaction: seen while the child is watched, its record filled from the dose, reported in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import exits

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide


def watched_longer(guide: Guide, name: str) -> None:
    """A worried mother: a quarter of an hour more."""
    guide.step("扫留观条，还没到时间", lambda: guide.hands.scan(exits.ticket_of(guide, name)), lambda: _waits(guide))
    guide.step("延长留观", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees(f"{name} 延长留观", "延长多久"))
    guide.step("延长 15 分钟，为什么", lambda: guide.hands.press("1"), lambda: guide.eyes.sees("家长担心"))
    guide.step(
        "写原因",
        lambda: guide.hands.press("1", "Enter"),
        lambda: guide.eyes.sees(f"{name} 延长 15 分钟"),
        lambda: (("extended", name),),
    )


def emergency_card(guide: Guide) -> None:
    """One key: what to inject, how much, where; one more puts it on paper; and back."""
    guide.step("急救卡", lambda: guide.hands.press("F4"), lambda: guide.eyes.sees("肾上腺素", "1:1000"))
    guide.step("打印急救卡", lambda: guide.hands.press("F5"), lambda: guide.eyes.sees("急救卡已放进打印文件夹"))
    guide.step("回到留观", lambda: guide.hands.press("Alt+3"), lambda: guide.eyes.sees("留观 Alt+3 已打开"))


def reaction(guide: Guide, name: str) -> None:
    """A rash: noted, recorded with its countdown, reported."""
    guide.step("扫留观条", lambda: guide.hands.scan(exits.ticket_of(guide, name)), lambda: _waits(guide))
    guide.step("发生反应", lambda: guide.hands.press("F8"), lambda: guide.eyes.sees(f"{name} 发生反应"))
    guide.step(
        "皮疹，已请医生看",
        lambda: guide.hands.press("2", "Enter"),
        lambda: guide.eyes.sees("反应记录（新）") and guide.eyes.sees("发现起 48 小时"),
        lambda: (("left", f"{name} reaction"),),
    )
    guide.step("症状：荨麻疹", lambda: guide.hands.press("Right", "Space"), lambda: guide.eyes.sees("荨麻疹", "已选"))
    guide.step(
        "保存反应记录",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("反应记录已保存"),
        lambda: (("aefi", name),),
    )
    _report(guide, name)


def _report(guide: Guide, name: str) -> None:
    """The report card is printed and the report noted: how, to whom, when."""
    guide.step("打印报告卡", lambda: guide.hands.press("F5"), lambda: guide.eyes.sees("报告卡已放进打印文件夹"))
    guide.step("登记上报", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees("怎么报的"))
    guide.step("网络直报", lambda: guide.hands.press("1"), lambda: guide.eyes.sees("报给了谁"))
    guide.step("报给县疾控中心", lambda: guide.hands.press("1", "Enter"), lambda: guide.eyes.sees("什么时候报的"))
    guide.step(
        "现在",
        lambda: guide.hands.press("1", "Enter"),
        lambda: guide.eyes.sees("已登记上报"),
        lambda: (("aefi reported", name),),
    )


def _waits(guide: Guide) -> bool:
    return guide.eyes.sees("还需", "分钟")
