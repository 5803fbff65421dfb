"""A desk that remembers what it read: nothing rolled back is remembered, nothing another program wrote is missed."""

from datetime import date

import pytest
from builders import NURSE, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.visit import VisitState
from clinic_app.records.known_subjects import MOST_SUBJECTS
from clinic_app.records.projection import all_rows, differing_rows, rebuild
from clinic_app.services.assessment import assess_card
from clinic_app.services.sign_in import open_desk


def phone(person_id, number):
    return PersonAmended(person_id=person_id, field="phone", value=number)


def test_what_was_read_in_an_act_that_failed_is_forgotten(desk):
    person_id = a_person(desk, phone="1")

    def read_and_fail():
        with desk.act() as act:
            act.write(phone(person_id, "2"), subject=person_subject(person_id))
            read.append(desk.card(person_id).person.phone)
            raise ZeroDivisionError

    read = []
    with pytest.raises(ZeroDivisionError):
        read_and_fail()

    assert read == ["2"]
    assert desk.card(person_id).person.phone == "1"


def test_a_commit_that_fails_leaves_the_card_and_the_lot_as_they_were(desk):
    lot, visit = a_lot(desk, doses=10), a_visit_ready_for_injection(desk)

    def full_disk():
        raise OSError("no space left on the device")

    desk.before_commit = full_disk
    with pytest.raises(OSError, match="no space"):
        write_a_dose(desk, visit, lot)
    desk.before_commit = lambda: None

    assert desk.card(visit.person_id).doses == ()
    assert desk.lot(lot.id).doses_on_hand == 10
    write_a_dose(desk, visit, lot)
    assert desk.lot(lot.id).doses_on_hand == 9
    assert list(differing_rows(desk.db)) == []


def test_what_a_second_program_on_the_same_database_wrote_is_seen_at_once(desk):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk)
    desk.card(visit.person_id)
    desk.lot(lot.id)

    second = open_desk(desk.premises, desk.keys, NURSE, desk.clock)
    dose_id = write_a_dose(second, visit, lot)
    second.close()

    card = desk.card(visit.person_id)
    assert [dose.id for dose in card.doses] == [dose_id]
    assert card.visit(visit.id).state is VisitState.OBSERVING
    assert desk.lot(lot.id).doses_on_hand == 9
    a_visit_ready_for_injection(desk, person_id=visit.person_id)
    assert list(differing_rows(desk.db)) == []


def test_rows_changed_in_place_are_the_rows_of_a_rebuild(desk):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk, vaccines=("DTaP", "IPV"))
    polio = a_lot(desk, vaccine="IPV", lot_number="P1")
    write_a_dose(desk, visit, lot)
    write_a_dose(desk, desk.card(visit.person_id).visit(visit.id), polio)
    a_person(desk, name="李大双")
    live = all_rows(desk.db)

    desk.db.execute("BEGIN")
    rebuild(desk.db)
    rebuilt = all_rows(desk.db)
    desk.db.execute("ROLLBACK")

    assert live == rebuilt
    assert [(row[4], row[6] is not None) for row in live["visit"]] == [("observing", True)]
    assert sorted(row[7] for row in live["lot"]) == [9, 9]


def test_more_people_than_are_kept_are_read_anew(desk):
    people = [a_person(desk, phone=str(number)) for number in range(MOST_SUBJECTS + 3)]

    phones = [desk.card(person_id).person.phone for person_id in [*people, *people[:5]]]

    assert phones == [str(number) for number in [*range(len(people)), *range(5)]]


def test_what_was_asked_a_moment_ago_is_not_answered_for_another_day_or_another_card(desk):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk)
    before = desk.card(visit.person_id)

    first = assess_card(desk.rules, before, date(2026, 11, 18))
    again = assess_card(desk.rules, before, date(2026, 11, 18))
    later = assess_card(desk.rules, before, date(2026, 12, 18))
    write_a_dose(desk, visit, lot)
    after = assess_card(desk.rules, desk.card(visit.person_id), date(2026, 11, 18))

    assert again == first
    assert (first.on, later.on) == (date(2026, 11, 18), date(2026, 12, 18))
    assert (len(first.verdicts), len(after.verdicts)) == (0, 1)
