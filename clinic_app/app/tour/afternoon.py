"""The afternoon of the tour: a reaction, an error, cards set right, the last children, the stick for the county."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.app.tour import aefi, booklets, card_work, certified, desk_work, errors, exits, plans, print_centre
from clinic_app.app.tour.cast import FEVERISH, LATE, MIGRANT, ROUTINE, SECOND_WATCHED, TOO_EARLY, TOO_SOON
from clinic_app.app.tour.morning import one_dose

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide

EXTENSION = timedelta(minutes=15)


def afternoon(guide: Guide) -> None:
    """Play the rest of the day; it ends by closing the window."""
    desk_work.sign_in(guide)
    desk_work.same_child_same_step(guide, SECOND_WATCHED, "1 预检")
    _goes_on_where_it_stood(guide, SECOND_WATCHED)
    errors.wrong_vaccine(guide, guide.next_child(one_dose))
    desk_work.ordinary_visits(guide, len(guide.expected.waiting(guide.scanned())))
    with guide.at_speed():
        for child in (LATE, TOO_EARLY):
            desk_work.ordinary_visit(guide, child, "366")
        for child in TOO_SOON:
            plans.nothing_due(guide, child)
    _watch(guide)
    card_work.set_right(guide, MIGRANT, "20240401", "乙肝 2024-04-01")
    card_work.probable_duplicate(guide)
    guide.step("到接种台", lambda: guide.hands.press("Alt+2"), lambda: guide.eyes.sees("接种 Alt+2 已打开"))
    desk_work.ordinary_visit(guide, MIGRANT, "366")
    booklets.after_the_visit(guide, MIGRANT.name)
    booklets.layout_editor(guide)
    guide.advance(EXTENSION)
    exits.half_an_hour(guide)
    certified.made_and_verified(guide, MIGRANT)
    certified.every_paper(guide, ROUTINE)
    certified.for_a_class(guide, FEVERISH)
    certified.advice_on_paper(guide, FEVERISH)
    print_centre.papers_of_the_day(guide)
    to_the_stick(guide)


def _goes_on_where_it_stood(guide: Guide, child: Child) -> None:
    """Three answers and the temperature are there; the rest is asked."""
    guide.step("量过的、问过的都还在", lambda: None, lambda: guide.eyes.sees("已问 3 / 8") and guide.eyes.sees("36.5"))
    guide.step("其余都没有", lambda: guide.hands.press("0"), lambda: guide.eyes.sees("可以接种", "F9"))
    desk_work.save_screening(guide, child)
    desk_work.plan_and_inform(guide, child)
    desk_work.vaccinate_all(guide, child)


def _watch(guide: Guide) -> None:
    """One is held back, one watched longer, one has a rash, one mother insists."""
    staying = exits.staying(guide)
    exits.open_room(guide)
    exits.too_early(guide, staying[-1])
    exits.leave_early(guide, staying[-1])
    aefi.watched_longer(guide, staying[-2])
    aefi.emergency_card(guide)
    aefi.reaction(guide, staying[-3])


def to_the_stick(guide: Guide) -> None:
    """Everything no receipt covers goes to the stick; only then the screen says that it may be pulled out."""
    guide.step("同步", lambda: guide.hands.press("Alt+7"), lambda: guide.eyes.sees("同步", "Alt+7 已打开"))
    guide.step(
        "导出 U 盘",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("已写好，可以拔出"),
        lambda: (("exported", _exported(guide)),),
    )


def _exported(guide: Guide) -> str:
    """Return how many entries the screen says are on the stick."""
    found = re.search(r"可以拔出 U 盘 ([\d,]+) 条", guide.eyes.line("可以拔出 U 盘", "条"))
    return found[1].replace(",", "") if found else "?"
