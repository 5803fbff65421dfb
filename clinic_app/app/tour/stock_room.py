"""Scenes of the refrigerator: the start of the day, deliveries taken in, sealed off and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide

FIELDS_AFTER_VACCINE = ("maker", "lot", "expiry", "word", "vials", "per vial", "specification", "release")


def open_room(guide: Guide) -> None:
    """Go to the room."""
    guide.step("疫苗", lambda: guide.hands.press("Alt+5"), lambda: guide.eyes.sees("疫苗 Alt+5 已打开"))


def expired_taken_out(guide: Guide) -> None:
    """The first page of the day says what has expired: taken out and written off, with a second name."""
    guide.step(
        "过期的取出，报损", lambda: guide.hands.press("F4"), lambda: guide.eyes.sees("报损过期疫苗") or _witness(guide)
    )


def _witness(guide: Guide) -> bool:
    return guide.eyes.sees("谁在场")
