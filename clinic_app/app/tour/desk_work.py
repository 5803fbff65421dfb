"""What a nurse does again and again at the desk, in the guide's hands: screen, plan, inform, inject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.app.tour.cast import PASSWORD, Child

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.app.tour.guide import Claims, Guide

IN_HAND = "正在接种"
MOST_TICKS = 5
TEMPERATURES = ("365", "366", "367", "364", "368", "36.2")
_ROW = re.compile(r"^(?P<vaccine>\S+) 第 \d+ 剂 .*批号 (?P<lot>\S+) 效期")
_HEAD = re.compile(r"(?P<name>\S+) [男女] .*\d{4}-\d\d-\d\d 生 ")
_PLANNED = re.compile(r"(?P<doses>\d+) 剂已定")
_TEMPERATURE = re.compile(r"(?P<degrees>\d\d\.\d) ℃")


def in_hand(guide: Guide) -> str:
    """Return the name of the child whose page is open, as the head says; empty when the desk is empty."""
    return next((found["name"] for said in guide.eyes.names() if (found := _HEAD.match(said))), "")


def has_in_hand(guide: Guide, child: Child) -> bool:
    """Return whether it is this child's page."""
    return in_hand(guide) == child.name


def sign_in(guide: Guide) -> None:
    """Show the sign-in page, then sign in as the first nurse."""
    guide.step("登录页", lambda: None, lambda: guide.eyes.sees("请登录"))
    guide.step(
        "护士登录",
        lambda: guide.hands.type(PASSWORD).press("Enter"),
        lambda: guide.eyes.sees("锁定 F11") and not guide.eyes.sees("请登录"),
    )


def confirm_date(guide: Guide) -> None:
    """Confirm the date on the first page of the day."""
    guide.step(
        "核对日期，开始一天",
        lambda: guide.hands.press("F9"),
        lambda: not guide.eyes.sees("日期无误") and guide.eyes.sees("今日 Alt+1 已打开"),
        lambda: (("date", guide.eyes.line("今天按", "登记").split()[1]),),
    )


def same_child_same_step(guide: Guide, child: Child, step: str) -> None:
    """After a power cut the program takes up the child by itself, where it stood."""
    guide.step(
        f"电来了：还是 {child.name}，还是这一步",
        lambda: None,
        lambda: has_in_hand(guide, child) and guide.eyes.sees(step, "正在做"),
    )


def scan_booklet(guide: Guide, child: Child, until: str) -> None:
    """Scan the child's booklet; `until` is what the desk shows then."""
    guide.step(
        f"扫接种证 {child.name}",
        lambda: guide.hands.scan(child.booklet),
        lambda: has_in_hand(guide, child) and guide.eyes.sees(until),
        lambda: (("visit", child.name),),
    )


def screen_fit(guide: Guide, child: Child, degrees: str) -> None:
    """Take the temperature, ask the eight questions, and save: fit."""
    guide.step(
        f"量体温 {child.name}",
        lambda: guide.hands.type(degrees),
        lambda: guide.eyes.sees("℃", "正常") or guide.eyes.sees("℃ 正常"),
        measured=True,
    )
    guide.step("问过，都没有", lambda: guide.hands.press("0"), lambda: guide.eyes.sees("可以接种", "F9"))
    save_screening(guide, child)


def save_screening(guide: Guide, child: Child) -> None:
    """Save the screening of a child that is fit."""
    guide.step(
        "保存预检",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("2 登记", "正在做"),
        lambda: (("screened", f"{child.name} {degrees_on(guide, '1 预检')} fit"),),
    )


def plan_and_inform(guide: Guide, child: Child) -> None:
    """Take what is due, and let the guardian sign."""
    guide.step(
        "登记",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("3 告知", "正在做"),
        lambda: planned_claims(guide, child),
    )
    guide.step(
        f"告知 {child.name}",
        lambda: guide.hands.press("Space"),
        lambda: guide.eyes.sees("看过告知书", "已选") and guide.eyes.sees("已告知", "F9"),
    )
    guide.step(
        "已签字",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("4 接种", "正在做") and guide.eyes.sees("先扫疫苗"),
    )


def planned_claims(guide: Guide, child: Child) -> Claims:
    """Return what the journal must hold when these vaccines stand on the page of the consent."""
    count = _PLANNED.search(guide.eyes.line("2 登记", "剂已定", "已完成"))
    return (("planned", f"{child.name} {count['doses'] if count else '?'}"),)


def vaccines_waiting(guide: Guide) -> list[str]:
    """Return the vaccines whose vial has not been scanned yet, as the rows say."""
    rows = (name for name in guide.eyes.names() if re.match(r"^\S+ 第 \d+ 剂 .*(等扫码|下一针)$", name))
    return [row.split()[0] for row in rows]


def take_vial(guide: Guide, vaccine: str) -> None:
    """Scan a fresh vial of the vaccine."""
    guide.step(
        f"扫疫苗码 {vaccine}",
        lambda: guide.hands.scan(guide.expected.fresh_vial(vaccine, guide.scanned())),
        lambda: guide.eyes.sees(vaccine, "批号", IN_HAND),
    )


def tick_and_inject(guide: Guide, child: Child, vaccine: str, after: Callable[[], bool]) -> None:
    """Tick what only a person can see, one by one, and press F9; what is amber gets its reason first."""
    while amber := _amber_without_reason(guide):
        _give_reason(guide, amber)
    guide.step(
        f"三查七对一验证 {vaccine}",
        lambda: _tick_one_by_one(guide),
        lambda: guide.eyes.sees("11 / 11"),
    )
    row = guide.eyes.line(vaccine, "批号", IN_HAND)
    guide.step("完成注射", lambda: guide.hands.press("F9"), after, lambda: given_claim(child, row))


def _amber_without_reason(guide: Guide) -> str:
    """Return what the first amber item says that nobody has given a reason for, empty when there is none."""
    items = (name for name in guide.eyes.names() if name.endswith("请核对，需理由"))
    return next((name for name in items if "理由：" not in name), "")


def _give_reason(guide: Guide, amber: str) -> None:
    """Write why an amber item does not stop the needle: who judged it, and by what."""
    guide.step(f"请核对：{amber}", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees("为什么可以种"))
    guide.step("写理由", lambda: guide.hands.press("1", "Enter"), lambda: not guide.eyes.sees(amber))


def _tick_one_by_one(guide: Guide) -> None:
    """Press the space bar at each open item; there is no key for all of them."""
    for _ in range(MOST_TICKS):
        if guide.eyes.sees("11 / 11"):
            return
        guide.hands.press("Space")


def given_claim(child: Child, row: str) -> Claims:
    """Return what the journal must hold when this row of the screen was given."""
    found = _ROW.match(row)
    return (("given", f"{child.name} {found['vaccine']} {found['lot']}" if found else f"{child.name} ? {row}"),)


def degrees_on(guide: Guide, *parts: str) -> str:
    """Return the temperature that the line with these parts shows."""
    found = _TEMPERATURE.search(guide.eyes.line(*parts, "℃"))
    return found["degrees"] if found else "?"


def is_watched(guide: Guide) -> bool:
    """Return whether the desk says that observation has begun."""
    return guide.eyes.sees("5 留观", "正在做")


def vaccinate_all(guide: Guide, child: Child) -> None:
    """Check and give every planned dose of the visit: the vial in hand first, then the others."""
    in_hand = [name.split()[0] for name in guide.eyes.names() if name.endswith(IN_HAND) and "批号" in name]
    vaccines = [*in_hand, *vaccines_waiting(guide)]
    for left, vaccine in zip(range(len(vaccines) - 1, -1, -1), vaccines, strict=True):
        if vaccine not in in_hand:
            take_vial(guide, vaccine)
        done = (lambda: is_watched(guide)) if left == 0 else (lambda: guide.eyes.sees("先扫疫苗"))
        tick_and_inject(guide, child, vaccine, done)


def ordinary_visit(guide: Guide, child: Child, degrees: str) -> None:
    """Take a child on whom nothing is remarkable from the scan of the booklet to the slip."""
    with guide.routine(child):
        scan_booklet(guide, child, "1 预检")
        screen_fit(guide, child, degrees)
        plan_and_inform(guide, child)
        vaccinate_all(guide, child)


def ordinary_visits(guide: Guide, count: int) -> None:
    """Take the next children of the day, one after the other, at speed."""
    with guide.at_speed():
        for place in range(count):
            ordinary_visit(guide, guide.next_child(), TEMPERATURES[place % len(TEMPERATURES)])
