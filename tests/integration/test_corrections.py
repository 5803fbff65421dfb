"""Setting a card right: written in, corrected, voided, accepted, amended, taken back - and nothing is ever lost."""

from datetime import date

import pytest
from builders import NURSE, PASSWORD, TODAY, a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.vaccination import DoseCorrected
from clinic_app.records.journal import entries_of
from clinic_app.records.stock import load_lot
from clinic_app.services.card_failures import DateImpossible, DoseOnFile, FieldUnreadable, NothingChanged
from clinic_app.services.corrections import (
    PastDose,
    accept_dose,
    amend_person,
    correct_dose,
    record_past_dose,
    take_back,
    void_dose,
)
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.failures import ReasonMissing, UnknownDose, UnknownPerson
from clinic_app.services.sign_in import open_desk, unlock

BORN = date(2026, 5, 4)
BCG = PastDose(vaccine="BCG", given_on=date(2026, 5, 5), source="booklet", unit="县医院", book="3", page="12")


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def child(desk):
    return a_person(desk, birth_date=BORN)


def entries(desk):
    return desk.db.execute("SELECT count(*) FROM entry WHERE stream = 'shared'").fetchone()[0]


def test_a_dose_from_the_booklet_stands_on_the_card_with_its_evidence(desk, child):
    card = record_past_dose(desk, child, BCG, "form-1").card

    (dose,) = card.counted_doses
    assert (dose.vaccine, dose.given_on, dose.source, dose.unit) == ("BCG", date(2026, 5, 5), "booklet", "县医院")
    assert (dose.book, dose.page, dose.lot_number, dose.recorded_by) == ("3", "12", "", NURSE)


def test_word_of_mouth_is_kept_and_does_not_count(desk, child):
    spoken = PastDose(vaccine="BCG", given_on=date(2026, 5, 5), source="spoken")

    card = record_past_dose(desk, child, spoken, "form-1").card

    assert [dose.source for dose in card.doses] == ["spoken"]
    assert card.counted_doses == ()


@pytest.mark.parametrize("day", [date(2026, 5, 3), date(2026, 11, 19), date(1970, 1, 1)])
def test_a_day_before_birth_or_ahead_is_refused_and_nothing_is_written(desk, child, day):
    before = entries(desk)

    with pytest.raises(DateImpossible) as refused:
        record_past_dose(desk, child, PastDose(vaccine="BCG", given_on=day, source="booklet"), "form-1")

    assert (refused.value.since, refused.value.until) == (BORN, TODAY)
    assert entries(desk) == before


@pytest.mark.parametrize("day", [BORN, TODAY])
def test_the_day_of_birth_and_today_are_possible(desk, child, day):
    card = record_past_dose(desk, child, PastDose(vaccine="HepB", given_on=day, source="booklet"), "form-1").card

    assert [dose.given_on for dose in card.doses] == [day]


def test_the_same_vaccine_on_the_same_day_is_asked_about(desk, child):
    record_past_dose(desk, child, BCG, "form-1")

    with pytest.raises(DoseOnFile):
        record_past_dose(desk, child, BCG, "form-2")

    again = PastDose(vaccine="BCG", given_on=BCG.given_on, source="register", twice=True)
    assert len(record_past_dose(desk, child, again, "form-3").card.doses) == 2


def test_a_voided_dose_does_not_stand_in_the_way_of_the_right_one(desk, child):
    dose = record_past_dose(desk, child, BCG, "form-1").card.doses[0]
    void_dose(desk, child, dose.id, "录错人", "form-2")

    assert len(record_past_dose(desk, child, BCG, "form-3").card.counted_doses) == 1


def test_a_second_press_writes_nothing_more(desk, child):
    record_past_dose(desk, child, BCG, "form-1")
    before = entries(desk)

    with pytest.raises((AlreadyWritten, DoseOnFile)):
        record_past_dose(desk, child, BCG, "form-1")

    assert entries(desk) == before


def test_a_corrected_lot_shows_the_new_value_and_the_journal_keeps_the_old(desk, child):
    lot = a_lot(desk, lot_number="A2026001")
    visit = a_visit_ready_for_injection(desk, person_id=child)
    dose_id = write_a_dose(desk, visit, lot)

    card = correct_dose(desk, child, dose_id, {"lot_number": "A2026007", "site": "left_thigh"}, "看错", "form-1").card

    assert [(dose.lot_number, dose.site) for dose in card.doses] == [("A2026007", "left_thigh")]
    assert card.conflicts == ()


def test_correcting_twice_leaves_the_last_word_and_no_conflict(desk, child):
    dose = record_past_dose(desk, child, BCG, "form-1").card.doses[0]
    correct_dose(desk, child, dose.id, {"lot_number": "B1"}, "补批号", "form-2")

    card = correct_dose(desk, child, dose.id, {"lot_number": "B2"}, "又看错", "form-3").card

    assert card.doses[0].lot_number == "B2"
    assert card.conflicts == ()


def test_a_correction_taken_back_restores_the_old_value(desk, child):
    dose = record_past_dose(desk, child, BCG, "form-1").card.doses[0]
    changed = correct_dose(desk, child, dose.id, {"given_on": "2026-05-06"}, "看错", "form-2")
    assert changed.card.doses[0].given_on == date(2026, 5, 6)

    assert take_back(desk, child, changed.entries, "改错了", "form-3").card.doses[0].given_on == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("changes", "reason", "failure"),
    [
        ({"lot_number": "B2"}, " ", ReasonMissing),
        ({"lot_number": ""}, "看错", NothingChanged),
        ({}, "看错", NothingChanged),
        ({"given_on": "2026-02-30"}, "看错", FieldUnreadable),
        ({"given_on": "20260506"}, "看错", None),
        ({"given_on": "五月六日"}, "看错", FieldUnreadable),
        ({"given_on": "2026-05-03"}, "看错", DateImpossible),
        ({"given_on": "2027-05-03"}, "看错", DateImpossible),
        ({"visit_id": "x"}, "看错", FieldUnreadable),
    ],
)
def test_what_cannot_be_a_correction_is_refused_and_changes_nothing(desk, child, changes, reason, failure):
    dose = record_past_dose(desk, child, BCG, "form-1").card.doses[0]

    if failure is None:
        assert correct_dose(desk, child, dose.id, changes, reason, "form-2").card.doses[0].given_on == date(2026, 5, 6)
        return
    with pytest.raises(failure):
        correct_dose(desk, child, dose.id, changes, reason, "form-2")
    assert desk.card(child).doses == (dose,)


def test_a_voided_dose_stays_on_the_card_and_counts_no_more(desk, child):
    dose = record_past_dose(desk, child, BCG, "form-1").card.doses[0]

    voided = void_dose(desk, child, dose.id, "录错人", "form-2")

    assert [each.void_reason for each in voided.card.doses] == ["录错人"]
    assert voided.card.counted_doses == ()
    with pytest.raises(UnknownDose):
        void_dose(desk, child, dose.id, "再来一次", "form-3")
    assert take_back(desk, child, voided.entries, "没有录错", "form-4").card.counted_doses == (dose,)


def test_voiding_and_accepting_want_a_reason(desk, child):
    dose = record_past_dose(desk, child, BCG, "form-1").card.doses[0]

    for wish in (void_dose, accept_dose):
        with pytest.raises(ReasonMissing):
            wish(desk, child, dose.id, "  ", "form-2")

    assert accept_dose(desk, child, dose.id, "县里认可", "form-3").card.doses[0].accepted_reason == "县里认可"


def test_a_dose_of_another_child_is_unknown_here(desk, child):
    other = a_person(desk, name="李四")
    dose = record_past_dose(desk, other, BCG, "form-1").card.doses[0]

    for wish in (
        lambda: void_dose(desk, child, dose.id, "录错", "form-2"),
        lambda: correct_dose(desk, child, dose.id, {"lot_number": "B"}, "录错", "form-2"),
    ):
        with pytest.raises(UnknownDose):
            wish()


def test_a_phone_is_amended_without_a_reason_and_a_name_with_one(desk, child):
    card = amend_person(desk, child, {"phone": "13900000000"}, "", "form-1").card
    assert card.person.phone == "13900000000"

    with pytest.raises(ReasonMissing):
        amend_person(desk, child, {"name": "陈晓满"}, "", "form-2")

    changed = amend_person(desk, child, {"name": "陈晓满", "sex": "M"}, "户口本为准", "form-3")
    assert (changed.card.person.name, changed.card.person.sex) == ("陈晓满", "M")
    assert changed.card.conflicts == ()
    assert take_back(desk, child, changed.entries, "", "form-4").card.person.name == "陈小满"


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"birth_date": "2026-05-06"}, DateImpossible),  # after the BCG of 5 May
        ({"birth_date": "2026-13-01"}, FieldUnreadable),
        ({"birth_weight_g": "three"}, FieldUnreadable),
        ({"mood": "glad"}, FieldUnreadable),
        ({"phone": ""}, NothingChanged),
    ],
)
def test_what_cannot_be_an_amendment_is_refused(desk, child, changes, failure):
    record_past_dose(desk, child, BCG, "form-1")
    before = entries(desk)

    with pytest.raises(failure):
        amend_person(desk, child, changes, "改", "form-2")

    assert entries(desk) == before


def test_nobody_can_be_set_right_who_is_not_on_file(desk):
    with pytest.raises(UnknownPerson):
        record_past_dose(desk, "nobody", BCG, "form-1")
    with pytest.raises(UnknownPerson):
        amend_person(desk, "nobody", {"phone": "1"}, "", "form-1")


def test_every_change_says_who_and_why(desk, child):
    dose = record_past_dose(desk, child, BCG, "form-1").card.doses[0]
    correct_dose(desk, child, dose.id, {"maker": "成都生物"}, "补厂家", "form-2")

    (entry,) = [one for one in entries_of(desk.db, f"person:{child}") if isinstance(one.body, DoseCorrected)]
    assert (entry.by, entry.body.reason) == (NURSE, "补厂家")


def test_a_voided_dose_whose_vial_is_still_there_is_stock_again_and_f8_takes_that_back_too(desk, child):
    lot = a_lot(desk, doses=6)
    dose_id = write_a_dose(desk, a_visit_ready_for_injection(desk, person_id=child), lot)
    assert load_lot(desk.db, lot.id).doses_on_hand == 5

    voided = void_dose(desk, child, dose_id, "没有打", "form-1", vial_is_back=True)
    assert load_lot(desk.db, lot.id).doses_on_hand == 6

    back = take_back(desk, child, voided.entries, "打了", "form-2")
    assert load_lot(desk.db, lot.id).doses_on_hand == 5
    assert [dose.void_reason for dose in back.card.doses] == [""]


def test_a_voided_dose_whose_vial_is_gone_stays_used(desk, child):
    lot = a_lot(desk, doses=6)
    dose_id = write_a_dose(desk, a_visit_ready_for_injection(desk, person_id=child), lot)

    void_dose(desk, child, dose_id, "记错人", "form-1")

    assert load_lot(desk.db, lot.id).doses_on_hand == 5


def test_what_another_desk_wrote_a_moment_ago_is_seen_by_the_change(desk, child, tmp_path):
    """The card is read inside the act: two desks that write in the same needle at once write it once."""
    other = open_desk(desk.premises, unlock(desk.premises, NURSE, PASSWORD), NURSE, desk.clock)
    record_past_dose(other, child, BCG, "form-1")

    with pytest.raises(DoseOnFile):
        record_past_dose(desk, child, BCG, "form-2")
    other.close()
