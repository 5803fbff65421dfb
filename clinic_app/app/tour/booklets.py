"""The paper booklet in the tour: what was given is printed into it, and its layout is looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Claims, Guide

_ROWS = re.compile(r"打印 (\d+) 行")


def after_the_visit(guide: Guide, name: str) -> None:
    """From the last page of a visit: F4 opens the booklet with what is new, Enter prints the first page."""
    guide.step("打接种证", lambda: guide.hands.press("F4"), lambda: guide.eyes.sees("请放入："))
    _print(guide, name)


def from_the_print_centre(guide: Guide) -> None:
    """From the print centre: who was vaccinated today and has it not in the booklet; the last one is printed."""
    _centre(guide)
    guide.step("今天种了、证上还没打的", lambda: guide.hands.press("2"), lambda: guide.eyes.sees("证上还没打的"))
    name = guide.eyes.focus().split()[1]
    guide.step(f"打开 {name}", lambda: guide.hands.press("Enter"), lambda: guide.eyes.sees("请放入："))
    _print(guide, name)


def layout_editor(guide: Guide) -> None:
    """The page on which an edition is measured: a box is taken in hand, moved by a tenth, and put back."""
    _centre(guide)
    guide.step("接种证版式", lambda: guide.hands.press("8"), lambda: guide.eyes.sees("示范版式，还没有量过"))
    guide.step(
        "翻到第一页，看样张", lambda: guide.hands.press("PgDn", "7"), lambda: guide.eyes.sees("免疫规划接种记录（一）")
    )
    guide.step("挪 0.1 毫米", lambda: guide.hands.press("Right"), lambda: guide.eyes.sees("改了没有保存"))
    guide.step("撤销", lambda: guide.hands.press("F8"), lambda: guide.eyes.sees("示范版式，还没有量过"))
    guide.step("测试页", lambda: guide.hands.press("F5"), lambda: guide.eyes.sees("测试页已"))
    guide.step("回打印中心", lambda: guide.hands.press("Esc"), lambda: guide.eyes.sees("打印中心", "已打开"))


def _centre(guide: Guide) -> None:
    guide.step("打印中心", lambda: guide.hands.press("Alt+6"), lambda: guide.eyes.sees("打印中心", "已打开"))


def _print(guide: Guide, name: str) -> None:
    """Print what is chosen; the screen says how many rows before, the journal must hold them after."""
    rows = _ROWS.search(guide.eyes.line("打印", "行", "Enter"))

    def claims() -> Claims:
        return (("booklet", f"{name} {rows[1] if rows else '?'}"),)

    guide.step("打印", lambda: guide.hands.press("Enter"), lambda: guide.eyes.sees("已交给打印中心"), claims)
