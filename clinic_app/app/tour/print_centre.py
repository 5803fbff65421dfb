"""Scenes of the print centre: what a clinic prints at the end of a day, by digits from the front page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide

_FRONT = "按数字打开一页"
_SIGN_STEPS = 40


def papers_of_the_day(guide: Guide) -> None:
    """Notices and the text for the loudspeaker, a register, labels, a sign, a ticket; the queue shows them all."""
    guide.step("打印中心", lambda: guide.hands.press("Alt+6"), lambda: guide.eyes.sees("打印中心 Alt+6 已打开"))
    _notices(guide)
    _registers(guide)
    _labels_and_signs(guide)
    _papers_of_a_visit(guide)
    _queue(guide)
    _printers(guide)


def _open(guide: Guide, digit: str, title: str, seen: str) -> None:
    guide.step(title, lambda: guide.hands.press(digit), lambda: guide.eyes.sees(seen))


def _back(guide: Guide) -> None:
    guide.step("回打印中心", lambda: _leave(guide), lambda: guide.eyes.sees(_FRONT))


def _leave(guide: Guide) -> None:
    """Press Esc; where a notice still stood, it was that which went."""
    guide.hands.press("Esc")
    if not guide.eyes.sees(_FRONT):
        guide.hands.press("Esc")


def _notices(guide: Guide) -> None:
    _open(guide, "4", "通知单", "全部村")
    guide.step("到第一个村", lambda: guide.hands.press("Down"), lambda: guide.eyes.sees("第一张，共"))
    guide.step("打这个村的通知单", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("通知单已放进打印文件夹"))
    guide.step("广播稿", lambda: guide.hands.press("F8"), lambda: guide.eyes.sees("广播稿已放进打印文件夹"))
    _back(guide)


def _registers(guide: Guide) -> None:
    _open(guide, "5", "登记簿", " 行")
    guide.step("打接种登记簿", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("登记簿已放进打印文件夹"))
    for _ in range(4):
        guide.step("下一本", lambda: guide.hands.press("Down"), lambda: guide.eyes.sees("登记簿"))
    guide.step("没有测温记录", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("请照旧用纸质测温表"))
    _back(guide)


def _labels_and_signs(guide: Guide) -> None:
    _open(guide, "6", "标签标识", "条码标签　")
    guide.step("打一个村的标签", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("条码标签已放进打印文件夹"))
    guide.step(
        "到最后的标识牌", lambda: _down_to(guide, "标识牌　接种流程"), lambda: guide.eyes.sees("标识牌　接种流程")
    )
    guide.step("打标识牌", lambda: guide.hands.press("Enter"), lambda: guide.eyes.sees("标识牌已放进打印文件夹"))
    _back(guide)


def _papers_of_a_visit(guide: Guide) -> None:
    _open(guide, "9", "今天的纸", "今天来了")
    guide.step("号票", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("号票已放进打印文件夹"))
    guide.step("预检告知书", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees("预检告知书已放进打印文件夹"))
    guide.step("知情同意书", lambda: guide.hands.press("F7"), lambda: guide.eyes.sees("知情同意书已放进打印文件夹"))
    _back(guide)


def _queue(guide: Guide) -> None:
    _open(guide, "1", "排队打印", "存成文件")
    guide.step("现在打印", lambda: guide.hands.press("F5"), lambda: guide.eyes.sees("选打印机", "到打印中心的“打印机”"))
    _back(guide)


def _printers(guide: Guide) -> None:
    _open(guide, "7", "打印机", "这台电脑还没有装打印机")
    guide.step("试打", lambda: guide.hands.press("F5"), lambda: guide.eyes.sees("测试页已放进打印文件夹"))
    _back(guide)


def _down_to(guide: Guide, row: str) -> None:
    """Press Down until this row has the focus."""
    for _ in range(_SIGN_STEPS):
        if row in guide.eyes.focus():
            return
        guide.hands.press("Down")
