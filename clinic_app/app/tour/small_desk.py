"""The small desk: every screen once more at 1093x614, which is 1366x768 at 125 %, in a clinic of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import (
    aefi,
    booklets,
    card_work,
    certified,
    desk_work,
    errors,
    exits,
    mix_ups,
    plans,
    print_centre,
    screenings,
    stock_room,
    stops,
)
from clinic_app.app.tour.afternoon import to_the_stick
from clinic_app.app.tour.cast import FEVERISH, FIRST_TWIN, MIGRANT, ROUTINE, SECOND_TWIN
from clinic_app.app.tour.morning import child_with_stops, one_dose, two_doses

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide


def small_desk(guide: Guide) -> None:
    """Show every screen once."""
    desk_work.sign_in(guide)
    desk_work.confirm_date(guide)
    stock_room.deliveries(guide)
    card_work.set_right(guide, MIGRANT, "20240401", "乙肝 2024-04-01")
    card_work.probable_duplicate(guide)
    guide.step("到接种台", lambda: guide.hands.press("Alt+2"), lambda: guide.eyes.sees("接种 Alt+2 已打开"))
    child_with_stops(guide, ROUTINE)
    screenings.fever(guide, FEVERISH)
    screenings.contraindication(guide, guide.next_child(one_dose))
    screenings.judged_by_doctor(guide, guide.next_child(one_dose))
    plans.leaves_one_out(guide, guide.next_child(two_doses))
    stops.split_visit(guide, guide.next_child(two_doses))
    desk_work.scan_booklet(guide, FIRST_TWIN, "1 预检")
    mix_ups.twins(guide, FIRST_TWIN, SECOND_TWIN)
    errors.wrong_vaccine(guide, guide.next_child(one_dose))
    guide.step("今日", lambda: guide.hands.press("Alt+1"), lambda: guide.eyes.sees("今日 Alt+1 已打开"))
    staying = exits.staying(guide)
    exits.open_room(guide)
    aefi.watched_longer(guide, staying[-2])
    aefi.emergency_card(guide)
    aefi.reaction(guide, staying[-3])
    booklets.from_the_print_centre(guide)
    booklets.layout_editor(guide)
    certified.made_and_verified(guide, MIGRANT)
    certified.every_paper(guide, ROUTINE)
    certified.for_a_class(guide, FEVERISH)
    certified.advice_on_paper(guide, FEVERISH)
    print_centre.papers_of_the_day(guide)
    to_the_stick(guide)
