"""A delivery at the door: taken in, sealed off, or sent back."""

from datetime import date, timedelta

import pytest

from clinic_app.domain.delivery import Delivery, Doubt
from clinic_app.domain.entries.stock import LotCodeLearned, LotReceived, LotRefused
from clinic_app.domain.lot import LotProblem
from clinic_app.records.journal import entries_of, subjects
from clinic_app.services.deliveries import (
    Reception,
    Refusal,
    doubts_of,
    lot_of_product,
    receive_lot,
    refuse_delivery,
    same_lot,
)
from clinic_app.services.failures import ReasonMissing
from clinic_app.services.stock_failures import (
    CodeOfOtherLot,
    DeliveryIncomplete,
    DeliveryRefused,
    LotDiffers,
    LotReceivedBefore,
)
from clinic_app.services.vials import lot_of_code

TODAY = date(2026, 11, 18)
VIAL, NEXT_VIAL = "83045060001000000011", "83045060001000000022"


def a_delivery(**changes):
    papers = {
        "vaccine": "MMR",
        "product": "麻腮风联合减毒活疫苗",
        "maker": "北京生物",
        "specification": "0.5mL/支",
        "lot_number": "202606m057",
        "expires_on": date(2027, 6, 30),
        "expiry_as_printed": "有效期至 2027-06",
        "vials": 20,
        "release_number": "LRA20260057",
        "supplier": "县疾控",
        "document": "CK-1",
        "has_transport_record": True,
        "celsius": (2.8, 5.6),
        "codes": (VIAL,),
    }
    return Delivery(**papers | changes)


def receive(desk, delivery=None, **changes):
    return receive_lot(desk, delivery or a_delivery(), Reception(draft=desk.mint(), **changes))


def bodies(desk, kind):
    return [e.body for s in subjects(desk.db, "lot") for e in entries_of(desk.db, s) if isinstance(e.body, kind)]


def test_a_delivery_with_all_its_papers_stands_on_the_shelf(desk):
    lot = receive(desk)

    assert (lot.lot_number, lot.doses_on_hand, lot.expires_on) == ("202606M057", 20, date(2027, 6, 30))
    assert lot.product_identifier == "8304506"
    assert lot.problem_on(TODAY) is None
    (received,) = bodies(desk, LotReceived)
    assert received.expiry_as_printed == "有效期至 2027-06"
    assert received.transport_celsius == "2.8~5.6"


def test_vials_of_several_doses_are_counted_by_people(desk):
    lot = receive(desk, a_delivery(vaccine="BCG", vials=4, doses_per_vial=5, codes=()))

    assert lot.doses_on_hand == 20
    assert lot.doses_per_vial == 5


def test_the_scanned_vial_is_bound_to_the_lot(desk):
    lot = receive(desk)

    assert lot_of_code(desk.db, VIAL).id == lot.id
    assert [body.code for body in bodies(desk, LotCodeLearned)] == [VIAL]


def test_another_vial_of_the_product_tells_what_the_next_delivery_is(desk):
    receive(desk)

    known = lot_of_product(desk.db, NEXT_VIAL)

    assert (known.vaccine, known.maker, known.doses_per_vial) == ("MMR", "北京生物", 1)


def test_a_gs1_code_of_the_product_tells_it_too(desk):
    first = "(01)06901234567892(17)270630(10)A1(21)S1"
    receive(desk, a_delivery(lot_number="A1", codes=(first,)))

    known = lot_of_product(desk.db, "0106901234567892\x1d1728063010B2\x1d21S9")

    assert known.maker == "北京生物"


def test_no_temperature_record_means_it_is_refused_and_nothing_is_stock(desk):
    delivery = a_delivery(has_transport_record=False, celsius=None)

    with pytest.raises(DeliveryRefused) as refused:
        receive(desk, delivery, seal_off="先放着")
    refuse_delivery(desk, delivery, Refusal(draft=desk.mint(), reason=refused.value.reason, words="司机没带记录"))

    assert bodies(desk, LotReceived) == []
    (written,) = bodies(desk, LotRefused)
    assert (written.reason, written.doses, written.lot_number) == ("no_transport_record", 20, "202606M057")
    assert same_lot(desk.db, delivery) is None


def test_a_lot_past_its_last_day_is_refused_and_one_on_its_last_day_is_not(desk):
    with pytest.raises(DeliveryRefused):
        receive(desk, a_delivery(expires_on=TODAY - timedelta(days=1)))

    assert receive(desk, a_delivery(expires_on=TODAY)).doses_on_hand == 20


@pytest.mark.parametrize(
    ("celsius", "is_in_range"),
    [((2.0, 8.0), True), ((1.9, 8.0), False), ((2.0, 8.1), False), ((-3.0, 5.0), False)],
)
def test_two_to_eight_degrees_both_included(celsius, is_in_range):
    assert (doubts_of(a_delivery(celsius=celsius), TODAY) == ()) is is_in_range


def test_oral_polio_vaccine_may_come_frozen():
    assert doubts_of(a_delivery(vaccine="bOPV", celsius=(-21.0, -18.0)), TODAY) == ()
    assert doubts_of(a_delivery(vaccine="IPV", celsius=(-21.0, -18.0)), TODAY) == (Doubt.TEMPERATURE,)


@pytest.mark.parametrize("changes", [{"celsius": (4.0, 12.0)}, {"release_number": ""}])
def test_what_is_doubtful_is_taken_in_sealed_off_only(desk, changes):
    delivery = a_delivery(**changes)

    with pytest.raises(DeliveryRefused):
        receive(desk, delivery)
    lot = receive(desk, delivery, seal_off="等县疾控答复")

    assert lot.problem_on(TODAY) is LotProblem.QUARANTINED
    assert lot.doses_on_hand == 20


def test_the_same_lot_again_is_asked_about_and_then_added(desk):
    first = receive(desk)

    with pytest.raises(LotReceivedBefore) as asked:
        receive(desk, a_delivery(vials=5, codes=()))
    lot = receive(desk, a_delivery(vials=5, codes=()), add_to_lot=asked.value.lot_id)

    assert lot.id == first.id
    assert lot.doses_on_hand == 25


@pytest.mark.parametrize("changes", [{"expires_on": date(2027, 7, 31)}, {"doses_per_vial": 5}])
def test_the_same_number_with_other_papers_is_not_added(desk, changes):
    first = receive(desk)

    with pytest.raises(LotDiffers):
        receive(desk, a_delivery(codes=(), **changes), add_to_lot=first.id)

    assert len(bodies(desk, LotReceived)) == 1


def test_the_same_number_of_another_maker_is_another_lot(desk):
    first = receive(desk)

    second = receive(desk, a_delivery(maker="上海生物", codes=()))

    assert second.id != first.id


def test_a_vial_of_another_lot_is_not_bound_twice(desk):
    receive(desk)

    with pytest.raises(CodeOfOtherLot) as refused:
        receive(desk, a_delivery(lot_number="202607M001"))

    assert refused.value.lot_number == "202606M057"
    assert len(bodies(desk, LotReceived)) == 1


def test_a_second_press_takes_nothing_in_twice(desk):
    draft = desk.mint()

    first = receive_lot(desk, a_delivery(), Reception(draft=draft))
    second = receive_lot(desk, a_delivery(), Reception(draft=draft))

    assert second == first
    assert len(bodies(desk, LotReceived)) == 1


def test_a_second_press_refuses_nothing_twice(desk):
    refusal = Refusal(draft=desk.mint(), reason="damaged")

    refuse_delivery(desk, a_delivery(), refusal)
    refuse_delivery(desk, a_delivery(), refusal)

    assert len(bodies(desk, LotRefused)) == 1


def test_a_refusal_needs_a_reason(desk):
    with pytest.raises(ReasonMissing):
        refuse_delivery(desk, a_delivery(), Refusal(draft=desk.mint(), reason=""))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"vaccine": ""}, "vaccine"),
        ({"maker": " "}, "maker"),
        ({"lot_number": ""}, "lot_number"),
        ({"expires_on": None}, "expiry"),
        ({"vials": 0}, "vials"),
        ({"vials": -3}, "vials"),
        ({"vials": 20_001}, "vials_many"),
        ({"doses_per_vial": 0}, "doses_per_vial"),
        ({"doses_per_vial": 51}, "doses_per_vial"),
        ({"has_transport_record": None}, "transport"),
        ({"celsius": None}, "celsius"),
        ({"celsius": (8.0, 2.0)}, "celsius_order"),
        ({"celsius": (2.0, 280.0)}, "celsius_impossible"),
    ],
)
def test_a_form_that_is_not_whole_writes_nothing(desk, changes, problem):
    with pytest.raises(DeliveryIncomplete) as refused:
        receive(desk, a_delivery(**changes))

    assert refused.value.problems == (problem,)
    assert list(subjects(desk.db, "lot")) == []


def test_a_lot_number_typed_small_and_with_blanks_is_the_same_lot(desk):
    first = receive(desk)

    assert same_lot(desk.db, a_delivery(lot_number=" 202606m057 ")).id == first.id
