"""Scenes of people who could be mixed up: twins, the wrong booklet, children put aside, two nurses at one desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work
from clinic_app.app.tour.cast import PASSWORD, SECOND_NURSE

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide


def twins(guide: Guide, first: Child, second: Child) -> None:
    """The banner names the twin of the child in hand; the twin's booklet changes nothing until the nurse says so."""
    guide.step(
        "易混提醒：双胞胎", lambda: None, lambda: guide.eyes.sees(second.name) and desk_work.has_in_hand(guide, first)
    )
    desk_work.screen_fit(guide, first, "366")
    wrong_booklet_stay(guide, first, second)
    desk_work.plan_and_inform(guide, first)
    wrong_booklet_park(guide, second)
    desk_work.screen_fit(guide, second, "365")
    take_up_parked(guide, first, "4 接种")
    desk_work.vaccinate_all(guide, first)
    take_up_parked(guide, second, "2 登记")
    desk_work.plan_and_inform(guide, second)
    desk_work.vaccinate_all(guide, second)


def wrong_booklet_stay(guide: Guide, current: Child, other: Child) -> None:
    """Another booklet in mid-visit: the desk asks, Enter stays."""
    guide.step(
        f"误扫 {other.name} 的接种证",
        lambda: guide.hands.scan(other.booklet),
        lambda: guide.eyes.sees("扫到另一位儿童", other.name),
    )
    guide.step(
        f"Enter：留在 {current.name}",
        lambda: guide.hands.press("Enter"),
        lambda: desk_work.has_in_hand(guide, current) and not guide.eyes.sees("扫到另一位儿童"),
    )


def wrong_booklet_park(guide: Guide, other: Child) -> None:
    """Another booklet, meant so: the child in hand is put aside."""
    guide.step(
        f"扫 {other.name} 的接种证",
        lambda: guide.hands.scan(other.booklet),
        lambda: guide.eyes.sees("扫到另一位儿童", other.name),
    )
    guide.step(
        f"F8 挂起，换到 {other.name}",
        lambda: guide.hands.press("F8"),
        lambda: desk_work.has_in_hand(guide, other) and guide.eyes.sees("1 预检", "正在做"),
        lambda: (("visit", other.name),),
    )


def take_up_parked(guide: Guide, child: Child, step: str) -> None:
    """Take up a child that was put aside, by the keys of the list."""
    guide.step(
        f"PgDn：换到 {child.name}",
        lambda: _turn_to(guide, child),
        lambda: desk_work.has_in_hand(guide, child) and guide.eyes.sees(step, "正在做"),
    )


def _turn_to(guide: Guide, child: Child) -> None:
    """Press PgDn until the child is in hand, one child after the other."""
    while not desk_work.has_in_hand(guide, child):
        _next_child_of_the_list(guide, desk_work.in_hand(guide))


def _next_child_of_the_list(guide: Guide, in_hand: str) -> None:
    guide.hands.press("PgDn")
    guide.hands.wait_until(lambda: desk_work.in_hand(guide) != in_hand, "PgDn")


def change_nurse(guide: Guide, nurse: str) -> None:
    """The other nurse takes over in mid-visit: child and page stay, only the person changes."""
    guide.step("锁定", lambda: guide.hands.press("F11"), lambda: guide.eyes.sees("已锁定"))
    guide.step(
        f"选 {nurse}",
        lambda: guide.hands.press("F6" if nurse == SECOND_NURSE else "F5"),
        lambda: guide.eyes.sees(f"{nurse} 的密码"),
    )
    guide.step(
        f"{nurse} 登录",
        lambda: guide.hands.type(PASSWORD).press("Enter"),
        lambda: guide.eyes.nurse() == nurse and guide.eyes.sees("锁定 F11") and not guide.eyes.sees("已锁定"),
    )


def two_nurses(guide: Guide, child: Child, first_nurse: str) -> None:
    """One screens and registers, the other informs and injects; each entry carries its own person."""
    desk_work.scan_booklet(guide, child, "1 预检")
    desk_work.screen_fit(guide, child, "366")
    change_nurse(guide, SECOND_NURSE)
    desk_work.plan_and_inform(guide, child)
    desk_work.vaccinate_all(guide, child)
    change_nurse(guide, first_nurse)
