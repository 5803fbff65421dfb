"""Every stop, with the services called directly: a named failure, and nothing is written."""

import pytest
from thirteen_stops import NAMES, STOPS

from clinic_app.domain.safety_check import CheckPoint
from clinic_app.records.stock import lots_in_stock
from clinic_app.services.vaccination import GiveDose, TakeVial, give_dose, take_vial
from clinic_app.services.visit_wish import VisitOf

ALL_TICKS = frozenset(CheckPoint)
AT_THE_NEEDLE = [stop for stop in STOPS if stop.takes_vial]


def everything_written(desk):
    """Return how many entries there are, and the doses of every lot."""
    entries = desk.db.execute("SELECT count(*) FROM entry WHERE stream = 'shared'").fetchone()[0]
    return entries, [(lot.id, lot.doses_on_hand) for lot in lots_in_stock(desk.db)]


def wish_of(desk, scene):
    return VisitOf(person_id=scene.person_id, visit_id=scene.visit_id, draft=desk.mint())


@pytest.mark.parametrize("stop", STOPS, ids=NAMES)
def test_a_stop_is_a_named_failure_and_nothing_is_written(desk, stop):
    scene = stop.arrange(desk)
    desk.user_id = scene.user_id or desk.user_id
    vial = TakeVial(code=scene.code, source="scan")
    planned = desk.card(scene.person_id).visit(scene.visit_id).planned[0]
    service, wish = take_vial, vial
    if stop.takes_vial:
        take_vial(desk, wish_of(desk, scene), vial)
        service, wish = give_dose, GiveDose(planned_id=planned.planned_id, ticks=ALL_TICKS)
    before = everything_written(desk)

    with pytest.raises(stop.failure):
        service(desk, wish_of(desk, scene), wish)

    assert everything_written(desk) == before
    assert desk.card(scene.person_id).visit(scene.visit_id).last_given_at is None


@pytest.mark.parametrize("stop", AT_THE_NEEDLE, ids=[stop.name for stop in AT_THE_NEEDLE])
def test_no_reason_in_words_gets_past_a_stop_at_the_needle(desk, stop):
    scene = stop.arrange(desk)
    take_vial(desk, wish_of(desk, scene), TakeVial(code=scene.code, source="scan"))
    planned = desk.card(scene.person_id).visit(scene.visit_id).planned[0]
    reasons = dict.fromkeys(CheckPoint, "医生说可以")

    with pytest.raises(stop.failure):
        give_dose(desk, wish_of(desk, scene), GiveDose(planned_id=planned.planned_id, ticks=ALL_TICKS, reasons=reasons))


def test_a_person_cannot_say_that_a_vial_of_another_product_is_of_the_registered_lot(desk):
    stop = next(stop for stop in STOPS if stop.name == "other product, of which two lots are here")
    scene = stop.arrange(desk)
    (registered,) = (lot for lot in lots_in_stock(desk.db) if lot.vaccine == "MMR")
    before = everything_written(desk)

    with pytest.raises(stop.failure):
        take_vial(desk, wish_of(desk, scene), TakeVial(code=scene.code, source="typed", lot_id=registered.id))

    assert everything_written(desk) == before
