"""Scenes at the card: a needle written in, corrected, voided, taken back; a file that may exist already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide


def open_card(guide: Guide, child: Child) -> None:
    """Find a child by the first letters of its name, and open its card."""
    guide.step(
        f"用首字母查找 {child.name}",
        lambda: guide.hands.press("F2").type(child.initials),
        lambda: guide.eyes.sees(child.name),
    )
    guide.step("打开金卡", lambda: guide.hands.press("Enter"), lambda: guide.eyes.sees("档案", "已打开"))


def set_right(guide: Guide, child: Child, day: str, shown: str) -> None:
    """Write a needle in from the booklet, correct its lot, void it, and take the voiding back."""
    open_card(guide, child)
    guide.step("补录", lambda: guide.hands.press("F4"), lambda: guide.eyes.sees("补录一针"))
    guide.step("接种日期", lambda: guide.hands.press("Enter").type(day), lambda: guide.eyes.sees("第3剂 有效"))
    guide.step(
        "保存补录",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees(f"已补录 {shown}"),
        lambda: (("recorded", f"{child.name} {shown}"),),
    )
    _correct(guide, child, shown.split()[0])
    _void_and_take_back(guide, child, shown.split()[0])


def _correct(guide: Guide, child: Child, vaccine: str) -> None:
    guide.step("修改：改什么", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees("改什么"))
    guide.step("改这一针", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees("修改这一针"))
    guide.step("批号写错了", lambda: guide.hands.press("Enter").type("H9"), lambda: guide.eyes.sees("保存 F9 还缺"))
    guide.step("为什么改", lambda: _to_reason(guide), lambda: not guide.eyes.sees("保存 F9 还缺"))
    guide.step(
        "保存修改",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("已修改，旧的值留在历史里"),
        lambda: (("corrected", f"{child.name} {vaccine}"),),
    )


def _to_reason(guide: Guide) -> None:
    """Go down to the last field and say why."""
    for _ in range(12):
        if guide.eyes.focus().startswith("为什么改"):
            break
        guide.hands.press("Tab")
    guide.hands.type_chinese("看错一行")


def _void_and_take_back(guide: Guide, child: Child, vaccine: str) -> None:
    guide.step("作废", lambda: guide.hands.press("F7"), lambda: guide.eyes.sees("作废", "？"))
    guide.step(
        "作废的原因",
        lambda: guide.hands.press("4", "Enter"),
        lambda: guide.eyes.sees("已作废"),
        lambda: (("voided", f"{child.name} {vaccine}"),),
    )
    guide.step(
        "作废错了，撤销",
        lambda: guide.hands.press("F8"),
        lambda: guide.eyes.sees("已撤销，和改之前一样"),
        lambda: (("undone", ""),),
    )


def probable_duplicate(
    guide: Guide,
    name: str = "李梓涵",
    born: str = "20240208",
    guardian: str = "李加芬",
    village: str = "马城社区",
) -> None:
    """A new file whose child may be on file already: the other stands beside the form before it is saved."""
    guide.step("新建档案", lambda: guide.hands.press("F3"), lambda: guide.eyes.sees("新建档案", "F9") or _form(guide))
    guide.step(
        f"写 {name}",
        lambda: guide.hands.type_chinese(name).press("Tab", "2", "Tab").type(born).press("Tab", "Tab"),
        lambda: guide.eyes.sees("可能已建过档"),
    )
    guide.step(
        "监护人、村",
        lambda: (
            guide.hands.type_chinese(guardian)
            .press("Tab", "1", "Tab")
            .type("13800009912")
            .press("Tab")
            .type_chinese(village)
        ),
        lambda: not guide.eyes.sees("还缺"),
    )
    guide.step("保存前再问一次", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("真的不是同一个人吗"))
    guide.step(
        "不是同一个人，保存",
        lambda: guide.hands.press("F7"),
        lambda: guide.eyes.sees(f"已保存 {name} 的档案"),
        lambda: (("registered", name),),
    )


def _form(guide: Guide) -> bool:
    return guide.eyes.sees("填好后按 F9 保存")
