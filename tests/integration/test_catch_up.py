"""Who is due and who is overdue, from the cache, on a real database."""

from datetime import date

import pytest
from builders import TODAY, a_person

from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.services.catch_up import due_in_village, overdue_people
from clinic_app.services.reader import Reader

LAST_SPRING = date(2026, 3, 18)
YESTERDAY = date(2026, 11, 17)


@pytest.fixture
def reader(desk):
    return Reader(db=desk.db, clock=desk.clock, rules=desk.rules)


def names(people):
    return [one.person.name for one in people]


def series_of(people):
    return {row.series for one in people for row in one.series}


def test_the_due_list_of_a_village_names_its_own_people_oldest_first(desk, reader):
    a_person(desk, name="陈小满", birth_date=YESTERDAY, village="一村")
    a_person(desk, name="陈大满", birth_date=LAST_SPRING, village="一村")
    a_person(desk, name="李别村", birth_date=LAST_SPRING, village="二村")

    assert names(due_in_village(reader, "一村", TODAY)) == ["陈大满", "陈小满"]
    assert names(due_in_village(reader, "三村", TODAY)) == []


def test_a_newborn_of_yesterday_is_due_for_the_first_two_and_not_overdue(desk, reader):
    a_person(desk, name="陈小满", birth_date=YESTERDAY, village="一村")

    assert series_of(due_in_village(reader, "一村", TODAY)) == {"HepB", "BCG"}
    assert overdue_people(reader, TODAY) == []


def test_who_waits_for_a_date_is_on_the_list_of_that_day(desk, reader):
    a_person(desk, name="陈小满", birth_date=YESTERDAY, village="一村")

    assert "Polio" not in series_of(due_in_village(reader, "一村", date(2027, 1, 16)))
    assert "Polio" in series_of(due_in_village(reader, "一村", date(2027, 1, 17)))


def test_a_child_of_eight_months_without_any_dose_is_overdue(desk, reader):
    a_person(desk, name="陈大满", birth_date=LAST_SPRING, village="一村")
    a_person(desk, name="陈小满", birth_date=YESTERDAY, village="一村")

    overdue = overdue_people(reader, TODAY)

    assert names(overdue) == ["陈大满"]
    assert "HepB" in series_of(overdue)


def test_who_has_moved_out_is_on_no_list(desk, reader):
    person_id = a_person(desk, name="陈大满", birth_date=LAST_SPRING, village="一村")
    moved = PersonAmended(person_id=person_id, field="enrolment", value="moved_out", reason="外出")
    registered = desk.db.execute("SELECT id FROM entry WHERE kind = 'person.registered'").fetchone()[0]
    with desk.act() as act:
        act.write(moved, subject=person_subject(person_id), refs=(registered,))

    assert due_in_village(reader, "一村", TODAY) == []
    assert overdue_people(reader, TODAY) == []
