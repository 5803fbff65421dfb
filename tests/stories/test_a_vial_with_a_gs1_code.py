"""A vial with a GS1 code at the needle: its trade number, lot and expiry must all be those of the lot."""

from datetime import date

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection

from clinic_app.domain.entries.stock import LotCodeLearned
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.domain.safety_check import CheckPoint, PointState
from clinic_app.services.failures import OtherVaccine, UnknownVial, UnusableLot
from clinic_app.services.gate import Gate, look_at_gate
from clinic_app.services.vaccination import TakeVial, take_vial
from clinic_app.services.visit_wish import VisitOf

MMR, HEPB = "06901234567892", "06909999999996"
LAST_DAY = date(2027, 6, 30)


def code_of(trade_number, *, lot="A1", expires="270630", serial="S2"):
    return f"(01){trade_number}(17){expires}(10){lot}(21){serial}"


def learned(desk, lot, code):
    with desk.act() as act:
        act.write(LotCodeLearned(lot_id=lot.id, code=code), subject=lot_subject(lot.id))


@pytest.fixture
def lot(desk):
    return a_lot(desk, vaccine="MMR", lot_number="A1", expires_on=LAST_DAY)


@pytest.fixture
def take(desk):
    """A child before the needle, registered for MMR; scans a code."""
    person_id = a_person(desk, birth_date=date(2026, 3, 15))
    visit = a_visit_ready_for_injection(desk, person_id=person_id, vaccines=("MMR",))

    def scan(code):
        which = VisitOf(person_id=person_id, visit_id=visit.id, draft=desk.mint())
        return take_vial(desk, which, TakeVial(code=code, source="scan"))

    return scan


def test_a_vial_of_the_lot_is_known_once_another_of_its_product_was(desk, lot, take):
    learned(desk, lot, code_of(MMR, serial="S1"))

    visit = take(code_of(MMR))

    assert visit.planned[0].lot_id == lot.id
    gate = Gate(
        card=desk.card(visit.person_id),
        visit=visit,
        planned=visit.planned[0],
        lot=lot,
        rules=desk.rules,
        today=desk.clock.today(),
    )
    states = {item.finding.item: item.state for item in look_at_gate(gate, frozenset(), {})}
    assert states[CheckPoint.PRODUCT] is PointState.GREEN


@pytest.mark.parametrize("code", [code_of(MMR), code_of(HEPB)])
def test_the_lot_number_alone_tells_no_product(desk, lot, take, code):
    """The trade number was never met: a person says once which lot it is, and ticks what she reads."""
    with pytest.raises(UnknownVial):
        take(code)


def test_another_vaccine_with_the_same_lot_number_is_stopped(desk, lot, take):
    other = a_lot(desk, vaccine="HepB", lot_number="A7", expires_on=LAST_DAY)
    learned(desk, other, code_of(HEPB, lot="A7", serial="S1"))

    with pytest.raises(OtherVaccine) as stopped:
        take(code_of(HEPB))

    assert (stopped.value.registered, stopped.value.in_hand) == ("MMR", "HepB")


def test_an_expiry_that_is_not_the_lots_makes_the_vial_unknown(desk, lot, take):
    learned(desk, lot, code_of(MMR, serial="S1"))

    with pytest.raises(UnknownVial):
        take(code_of(MMR, expires="270531"))


def test_a_vial_that_says_it_has_expired_is_stopped_whatever_the_books_say(desk, lot, take):
    """The very code was bound to the lot when it came in, with another expiry typed from the paper."""
    learned(desk, lot, code_of(MMR, expires="261117"))

    with pytest.raises(UnusableLot) as stopped:
        take(code_of(MMR, expires="261117"))

    assert (stopped.value.problem, stopped.value.expires_on) == ("expired", date(2026, 11, 17))
