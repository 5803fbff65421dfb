"""The morning of the tour: the day begins, vaccines arrive, the first children come, and the power goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import card_work, desk_work, exits, plans, screenings, stock_room, stops
from clinic_app.app.tour.cast import FEVERISH, FIRST_WATCHED, ROUTINE

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide


def morning(guide: Guide) -> None:
    """Play the morning; the power is cut while a vial is in the nurse's hand."""
    desk_work.sign_in(guide)
    desk_work.confirm_date(guide)
    stock_room.deliveries(guide)
    card_work.open_card(guide, ROUTINE)
    guide.step("到接种台", lambda: guide.hands.press("Alt+2"), lambda: guide.eyes.sees("接种 Alt+2 已打开"))
    child_with_stops(guide, ROUTINE)
    desk_work.ordinary_visits(guide, 3)
    _used_vial(guide, guide.next_child(one_dose))
    screenings.fever(guide, FEVERISH)
    screenings.contraindication(guide, guide.next_child(one_dose))
    screenings.judged_by_doctor(guide, guide.next_child(one_dose))
    exits.half_an_hour(guide)
    desk_work.scan_booklet(guide, FIRST_WATCHED, "1 预检")
    desk_work.screen_fit(guide, FIRST_WATCHED, "367")
    plans.paid_in_place_of_free(guide, "五联")
    desk_work.plan_and_inform(guide, FIRST_WATCHED)
    desk_work.take_vial(guide, desk_work.vaccines_waiting(guide)[0])


def one_dose(child: Child) -> bool:
    """Return whether the practice township would give the child one vaccine."""
    return len(child.vaccines) == 1


def two_doses(child: Child) -> bool:
    """Return whether the practice township would give the child two vaccines."""
    return len(child.vaccines) == 2


def child_with_stops(guide: Guide, child: Child) -> None:
    """Everything on time, with two vials in between that are stopped in red."""
    desk_work.scan_booklet(guide, child, "1 预检")
    desk_work.screen_fit(guide, child, "366")
    desk_work.plan_and_inform(guide, child)
    scanned = guide.scanned()
    stops.stopped_vial(guide, "过期的疫苗", guide.expected.vial("expired", scanned), "过期")
    stops.stopped_vial(guide, "别的疫苗", guide.expected.vial("fresh_dtap", scanned), "登记的是")
    desk_work.vaccinate_all(guide, child)
    _takes_next_day(guide, child)


def _takes_next_day(guide: Guide, child: Child) -> None:
    """The next clinic day is proposed; Enter takes it, prints its slip and calls the next child."""
    guide.step(
        "预约下一个接种日",
        lambda: guide.hands.press("Enter"),
        lambda: guide.eyes.sees("已约", "预约单已放进打印文件夹"),
        lambda: (("appointment", f"{child.name} {guide.eyes.line('已约', '预约单').split()[1]}"),),
    )


def _used_vial(guide: Guide, child: Child) -> None:
    """A vial of this morning lies on the counter still; it was for one child."""
    desk_work.scan_booklet(guide, child, "1 预检")
    desk_work.screen_fit(guide, child, "365")
    desk_work.plan_and_inform(guide, child)
    used = stops.used_vial_of(guide, desk_work.vaccines_waiting(guide)[0])
    if used:
        stops.stopped_vial(guide, "用过的一支", used, "已经用过")
    desk_work.vaccinate_all(guide, child)
