"""Quarantine, waste, opened vials and the ledger of a lot."""

from datetime import date, timedelta

import pytest
from builders import a_lot, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.stock import DosesWasted, LotDoseReturned, LotDoseUsed, VialOpened
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.domain.fold.lot_history import LotEvent
from clinic_app.records.journal import entries_of
from clinic_app.services.failures import ReasonMissing
from clinic_app.services.likely_lot import in_order_of_use, likely_lot
from clinic_app.services.reader import open_reader
from clinic_app.services.stock import (
    LotMark,
    LotOf,
    Waste,
    ledger,
    on_the_shelf,
    quarantine_lot,
    release_lot,
    throw_rest_away,
    waste_doses,
)
from clinic_app.services.stock_failures import LotStateOther, MoreThanOnHand, UnknownLot, WasteIncomplete

TODAY = date(2026, 11, 18)


@pytest.fixture
def reader(desk):
    reader = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield reader
    reader.close()


def of(desk, lot):
    return LotOf(lot_id=lot.id, draft=desk.mint())


def open_a_vial(desk, lot, *, minutes=30):
    vial_id = desk.mint()
    opened = VialOpened(vial_id=vial_id, lot_id=lot.id, code="", opened_at=desk.clock.now(), minutes=minutes)
    with desk.act() as act:
        act.write(opened, subject=lot_subject(lot.id))
    return vial_id


def draw(desk, lot, vial_id="", dose_id=None):
    used = LotDoseUsed(lot_id=lot.id, dose_id=dose_id or desk.mint(), vial_id=vial_id)
    with desk.act() as act:
        act.write(used, subject=lot_subject(lot.id))


def test_the_shelf_is_sorted_by_vaccine_and_expiry_and_says_how_each_lot_stands(desk, reader):
    a_lot(desk, vaccine="MMR", lot_number="FAR", expires_on=date(2027, 12, 31))
    a_lot(desk, vaccine="MMR", lot_number="NEAR", expires_on=date(2026, 12, 17))
    a_lot(desk, vaccine="MMR", lot_number="OVER", expires_on=date(2026, 11, 17))
    a_lot(desk, vaccine="BCG", lot_number="SEALED", quarantined=True)
    a_lot(desk, vaccine="BCG", lot_number="LAST-DAY", expires_on=TODAY)

    marks = [(entry.lot.lot_number, entry.mark) for entry in on_the_shelf(reader)]

    assert marks == [
        ("LAST-DAY", LotMark.NEAR_EXPIRY),
        ("SEALED", LotMark.QUARANTINED),
        ("OVER", LotMark.EXPIRED),
        ("NEAR", LotMark.NEAR_EXPIRY),
        ("FAR", LotMark.USABLE),
    ]


def test_thirty_one_days_left_are_not_near_expiry_and_thirty_are(desk, reader):
    a_lot(desk, lot_number="THIRTY", expires_on=TODAY + timedelta(days=29))
    a_lot(desk, lot_number="THIRTY-ONE", expires_on=TODAY + timedelta(days=30))

    assert [entry.mark for entry in on_the_shelf(reader)] == [LotMark.NEAR_EXPIRY, LotMark.USABLE]


def test_a_sealed_lot_is_released_with_a_reason(desk):
    lot = a_lot(desk)

    sealed = quarantine_lot(desk, of(desk, lot), "冰箱停电")
    released = release_lot(desk, of(desk, lot), "县疾控评估可用")

    assert sealed.quarantined
    assert not released.quarantined


def test_a_seal_needs_a_reason_and_an_unsealed_lot(desk):
    lot = a_lot(desk)
    with pytest.raises(ReasonMissing):
        quarantine_lot(desk, of(desk, lot), "  ")
    with pytest.raises(LotStateOther):
        release_lot(desk, of(desk, lot), "没有隔离过")
    quarantine_lot(desk, of(desk, lot), "召回通知")
    with pytest.raises(LotStateOther):
        quarantine_lot(desk, of(desk, lot), "再来一次")


def test_waste_leaves_the_shelf_with_its_reason_and_witness(desk):
    lot = a_lot(desk, doses=10)

    after = waste_doses(desk, of(desk, lot), Waste(doses=3, reason="broken", witness="王医生"))

    assert (after.doses_on_hand, after.wasted_doses) == (7, 3)
    (body,) = [e.body for e in entries_of(desk.db, lot_subject(lot.id)) if isinstance(e.body, DosesWasted)]
    assert (body.reason, body.witness) == ("broken", "王医生")


def test_more_than_the_books_hold_is_asked_about_and_then_recorded(desk, reader):
    lot = a_lot(desk, doses=2)

    with pytest.raises(MoreThanOnHand) as asked:
        waste_doses(desk, of(desk, lot), Waste(doses=3, reason="broken"))
    after = waste_doses(desk, of(desk, lot), Waste(doses=3, reason="broken", despite_count=True))

    assert (asked.value.on_hand, after.doses_on_hand) == (2, -1)
    assert [entry.mark for entry in on_the_shelf(reader)] == [LotMark.SHORT]


@pytest.mark.parametrize("waste", [Waste(doses=0, reason="broken"), Waste(doses=-2, reason="broken")])
def test_no_doses_are_no_waste(desk, waste):
    with pytest.raises(WasteIncomplete):
        waste_doses(desk, of(desk, a_lot(desk)), waste)


def test_an_unknown_reason_and_other_without_words_are_refused(desk):
    lot = a_lot(desk)
    with pytest.raises(WasteIncomplete):
        waste_doses(desk, of(desk, lot), Waste(doses=1, reason="lost"))
    with pytest.raises(ReasonMissing):
        waste_doses(desk, of(desk, lot), Waste(doses=1, reason="other"))


def test_a_second_press_wastes_nothing_twice(desk):
    which = of(desk, a_lot(desk, doses=10))

    waste_doses(desk, which, Waste(doses=3, reason="broken"))
    after = waste_doses(desk, which, Waste(doses=3, reason="broken"))

    assert after.doses_on_hand == 7


def test_a_lot_that_never_came_is_unknown(desk):
    with pytest.raises(UnknownLot):
        waste_doses(desk, LotOf(lot_id="nowhere", draft=desk.mint()), Waste(doses=1, reason="broken"))


def test_the_rest_of_an_opened_vial_is_thrown_away_and_the_vial_is_closed(desk):
    lot = a_lot(desk, vaccine="BCG", doses=20, doses_per_vial=5)
    vial_id = open_a_vial(desk, lot)
    draw(desk, lot, vial_id)
    draw(desk, lot, vial_id)

    after = throw_rest_away(desk, of(desk, lot), vial_id)

    assert after.open_vials == ()
    assert (after.doses_on_hand, after.wasted_doses) == (15, 3)


def test_a_vial_that_is_closed_cannot_be_thrown_away_again(desk):
    lot = a_lot(desk, vaccine="BCG", doses=20, doses_per_vial=5)
    vial_id = open_a_vial(desk, lot)
    throw_rest_away(desk, of(desk, lot), vial_id)

    with pytest.raises(LotStateOther):
        throw_rest_away(desk, of(desk, lot), vial_id)


def test_the_ledger_tells_what_happened_and_what_was_left_after_each_line(desk, reader, clock):
    lot = a_lot(desk, doses=10)
    draw(desk, lot)
    draw(desk, lot)
    clock.advance(timedelta(days=1))
    draw(desk, lot, dose_id="mistaken")
    quarantine_lot(desk, of(desk, lot), "冰箱停电")
    with desk.act() as act:
        act.write(
            LotDoseReturned(lot_id=lot.id, dose_id="mistaken", reason="录错"),
            subject=lot_subject(lot.id),
        )
    waste_doses(desk, of(desk, lot), Waste(doses=1, reason="broken"))

    lines = [(line.event, line.on.day, line.doses, line.on_hand) for line in ledger(reader, lot.id)]

    assert lines == [
        (LotEvent.RECEIVED, 18, 10, 10),
        (LotEvent.USED, 18, -2, 8),
        (LotEvent.QUARANTINED, 19, 0, 8),
        (LotEvent.WASTED, 19, -1, 7),
    ]


def test_an_unknown_vial_is_offered_the_lot_of_its_product_that_was_used_last_today(desk):
    early = a_lot(desk, lot_number="EARLY", expires_on=date(2027, 1, 31), product_identifier="8304506")
    late = a_lot(desk, lot_number="LATE", expires_on=date(2027, 6, 30), product_identifier="8304506")
    unknown, of_another_product = "83045060001000000011", "83999990001000000011"

    before = likely_lot(desk.db, unknown, TODAY)
    write_a_dose(desk, a_visit_ready_for_injection(desk), late)

    assert before is None
    assert likely_lot(desk.db, unknown, TODAY).id == late.id
    assert likely_lot(desk.db, of_another_product, TODAY) is None
    assert [lot.id for lot in in_order_of_use(desk.db, [early, late], TODAY)] == [late.id, early.id]


def test_a_lot_sealed_off_since_is_not_the_likely_one(desk):
    lot = a_lot(desk, product_identifier="8304506")
    write_a_dose(desk, a_visit_ready_for_injection(desk), lot)
    quarantine_lot(desk, of(desk, lot), "召回通知")

    assert likely_lot(desk.db, "83045060001000000011", TODAY) is None
