"""The guide of a day that is measured: whatever the hands press is timed, and told apart by what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clinic_app.app.bench.turns import WatchedHands
from clinic_app.app.tour.guide import Guide

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from clinic_app.app.tour.cast import Child

DOSE, CARD, SIGN_IN, OTHER = "giving a dose", "opening a card", "signing in", "any other press"
_NAMED = {"完成注射": DOSE, "打开金卡": CARD, "登录页": SIGN_IN, "护士登录": SIGN_IN}


class WatchedGuide(Guide):
    """The tour's guide with hands that time what their presses cause."""

    hands: WatchedHands

    def __init__(self, window: QWidget, folder: Path, advance: Callable[[timedelta], None]) -> None:
        super().__init__("day", window, folder, advance)
        self.hands = WatchedHands(window)

    def step(self, title: str, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - handed on as they are
        """Do the step; its presses count for what its title says."""
        self.hands.doing = _NAMED.get(title.split()[0], OTHER)
        super().step(title, *arguments, **named)


def look_at_card(guide: WatchedGuide, child: Child) -> None:
    """Find the child by its name and open its card, then go back to the desk."""

    def find() -> None:
        guide.hands.press("F2").type_chinese(child.name)
        guide.hands.press("Enter")

    guide.step("打开金卡", find, lambda: guide.eyes.sees("档案", "已打开"))
    guide.step("到接种台", lambda: guide.hands.press("Alt+2"), lambda: guide.eyes.sees("接种 Alt+2 已打开"))
