"""Two desks do the same thing at the same moment: it happens once."""

from datetime import timedelta

import pytest
from builders import NURSE, a_lot, a_person

from clinic_app.domain.entries.stock import VialOpened
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.records.stock import load_lot
from clinic_app.services.day_start import throw_leftovers_away, waste_expired
from clinic_app.services.registration import open_visit
from clinic_app.services.sign_in import open_desk
from clinic_app.services.stock import LotOf, throw_rest_away
from clinic_app.services.stock_failures import LotStateOther


@pytest.fixture
def other_desk_first(desk, monkeypatch):
    """Let another desk on the same file finish its wish just before the next act of this one begins."""
    other = open_desk(desk.premises, desk.keys, NURSE, desk.clock)
    begin = desk.act

    def arrange(wish):
        waiting = [wish]

        def act(draft=None):
            if waiting:
                waiting.pop()(other)
            return begin(draft)

        monkeypatch.setattr(desk, "act", act)

    yield arrange
    other.db.close()


@pytest.fixture
def opened_lot(desk, clock):
    """Ten doses in vials of five; one vial was opened yesterday."""
    lot = a_lot(desk, doses=10, doses_per_vial=5)
    opened = VialOpened(vial_id="v1", lot_id=lot.id, code="", opened_at=clock.now(), minutes=60)
    with desk.act() as act:
        act.write(opened, subject=lot_subject(lot.id))
    clock.advance(timedelta(days=1))
    return lot


def test_the_rest_of_yesterdays_vial_is_thrown_away_once(desk, opened_lot, other_desk_first):
    other_desk_first(lambda other: throw_leftovers_away(other, "theirs"))

    assert throw_leftovers_away(desk, "ours") == 0

    assert load_lot(desk.db, opened_lot.id).doses_on_hand == 5


def test_one_opened_vial_is_thrown_away_once(desk, opened_lot, other_desk_first):
    other_desk_first(lambda other: throw_rest_away(other, LotOf(lot_id=opened_lot.id, draft="theirs"), "v1"))

    with pytest.raises(LotStateOther):
        throw_rest_away(desk, LotOf(lot_id=opened_lot.id, draft="ours"), "v1")

    assert load_lot(desk.db, opened_lot.id).doses_on_hand == 5


def test_an_expired_lot_is_written_off_once(desk, clock, other_desk_first):
    lot = a_lot(desk, doses=7)
    clock.advance(lot.expires_on - clock.today() + timedelta(days=1))
    other_desk_first(lambda other: waste_expired(other, "theirs"))

    assert waste_expired(desk, "ours") == 0

    assert load_lot(desk.db, lot.id).doses_on_hand == 0


def test_a_child_scanned_at_two_desks_stands_in_the_queue_once(desk, other_desk_first):
    child = a_person(desk)
    theirs = []
    other_desk_first(lambda other: theirs.append(open_visit(other, child, "theirs")))

    assert open_visit(desk, child, "ours").id == theirs[0].id

    assert len(desk.card(child).visits) == 1
