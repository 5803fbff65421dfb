"""The forenoon of the tour: many children, deviations, twins, two nurses; and the power goes a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work, exits, mix_ups, plans, screenings, stops
from clinic_app.app.tour.cast import FIRST_TWIN, FIRST_WATCHED, SECOND_TWIN, SECOND_WATCHED
from clinic_app.app.tour.morning import one_dose, two_doses

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide


def forenoon(guide: Guide) -> None:
    """Play the forenoon; the power is cut when the temperature is typed and nothing saved."""
    desk_work.sign_in(guide)
    desk_work.same_child_same_step(guide, FIRST_WATCHED, "4 接种")
    desk_work.vaccinate_all(guide, FIRST_WATCHED)
    screenings.quick_list(guide, guide.next_child(one_dose))
    desk_work.scan_booklet(guide, FIRST_TWIN, "1 预检")
    screenings.all_questions_again(guide)
    mix_ups.twins(guide, FIRST_TWIN, SECOND_TWIN)
    plans.leaves_one_out(guide, guide.next_child(two_doses))
    stops.split_visit(guide, guide.next_child(two_doses))
    mix_ups.two_nurses(guide, guide.next_child(one_dose), "张敏")
    desk_work.ordinary_visits(guide, 8)
    exits.half_an_hour(guide)
    _half_typed(guide)


def _half_typed(guide: Guide) -> None:
    """Temperature and three answers stand on the screen; nothing of it is saved yet, all of it is kept."""
    desk_work.scan_booklet(guide, SECOND_WATCHED, "1 预检")
    screenings.measure(guide, "365", "36.5")
    guide.step(
        "问到第三项",
        lambda: guide.hands.press("Space", "Space", "Space"),
        lambda: guide.eyes.sees("已问 3 / 8"),
    )
    guide.hands.pause(2.0)  # what was typed is kept within a second
