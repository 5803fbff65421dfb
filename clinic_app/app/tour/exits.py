"""Leaving the observation area: by the slip at the exit, too early, early with a reason, watched longer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.app.tour.hands import Waited

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide

HALF_AN_HOUR = timedelta(minutes=31)
_TICKET = re.compile(r"号码 (T\d+)")


def open_room(guide: Guide) -> None:
    """Go to the room."""
    guide.step("留观", lambda: guide.hands.press("Alt+3"), lambda: guide.eyes.sees("留观 Alt+3 已打开"))


def half_an_hour(guide: Guide) -> None:
    """Let the time pass, and let everybody go whose slip is scanned at the exit."""
    open_room(guide)
    guide.advance(HALF_AN_HOUR)
    first, *others = staying(guide)
    guide.step("半小时后", lambda: None, lambda: guide.eyes.sees(first, "可离开"))
    leave(guide, first)
    with guide.at_speed():
        for name in others:
            leave(guide, name)


def leave(guide: Guide, name: str) -> None:
    """Scan the slip at the exit, look at the child, and let it go."""
    guide.step(
        f"扫留观条 {name}",
        lambda: guide.hands.scan(ticket_of(guide, name)),
        lambda: guide.eyes.sees(name, "看过无异常"),
    )
    guide.step(
        "看过无异常，离开",
        lambda: guide.hands.press("Enter"),
        lambda: guide.eyes.sees(f"{name} 已离开"),
        lambda: (("left", f"{name} normal"),),
    )


def too_early(guide: Guide, name: str) -> None:
    """A slip before its time: red, with the minutes."""
    guide.step(
        "留观条还没到时间：红色",
        lambda: guide.hands.scan(ticket_of(guide, name)),
        lambda: guide.eyes.sees("还需", "分钟"),
    )


def leave_early(guide: Guide, name: str) -> None:
    """A mother insists: the reason is written down."""
    guide.step("提前离开要写原因", lambda: guide.hands.press("F7"), lambda: guide.eyes.sees(f"{name} 提前离开"))
    guide.step(
        "写原因，提前离开",
        lambda: guide.hands.press("1", "Enter"),
        lambda: guide.eyes.sees(f"{name} 提前离开，已记下原因"),
        lambda: (("left", f"{name} left_early"),),
    )


def staying(guide: Guide) -> list[str]:
    """Return who has a slip and was not let go, in the order of their slips."""
    given = dict.fromkeys(value.split()[0] for what, value in _claims(guide) if what.startswith("given"))
    gone = {value.split()[0] for what, value in _claims(guide) if what == "left"}
    return [name for name in given if name not in gone]


def ticket_of(guide: Guide, name: str) -> str:
    """Return the number on the child's slip, as the desk showed it after the last needle."""
    for step in reversed(guide.logbook()):
        if any(said.startswith(f"{name} ") and " 生 " in said for said in step.said):
            for said in step.said:
                if found := _TICKET.fullmatch(said):
                    return found[1]
    raise Waited(f"no slip of {name}")


def _claims(guide: Guide) -> list[tuple[str, str]]:
    return [claim for step in guide.logbook() for claim in step.claims]
