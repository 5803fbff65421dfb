"""The next date: proposed on a clinic day, made, moved, cancelled, and who came on the day."""

from datetime import date, timedelta

import pytest
from builders import TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.clinic_days import ClinicDays, DayProblem
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.services.aftermath_failures import (
    AppointedAlready,
    AppointmentGone,
    DayGone,
    DayTooFar,
    HalfDayUnknown,
    NoClinicDay,
    SettingImplausible,
)
from clinic_app.services.appointments import (
    AppointmentOf,
    NewAppointment,
    appointed,
    cancel_appointment,
    day_of_appointments,
    make_appointment,
    move_appointment,
    problem_on,
    propose,
    standing_appointment,
)
from clinic_app.services.clinic_settings import change_settings, clinic_days_ahead, set_clinic_days
from clinic_app.services.failures import ReasonMissing, UnknownPerson
from clinic_app.services.reader import open_reader

WEDNESDAYS = ClinicDays(weekdays=(3,))
CHRISTMAS_WEEK = date(2026, 12, 23)  # the first Wednesday from 2026-12-18 on


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


def a_newborn(desk, *, given=("HepB", "BCG")):
    """Born today, with these first doses: the second HepB is due at one month, 2026-12-18, a Friday."""
    person_id = a_person(desk, name="王一一", birth_date=TODAY)
    with desk.act() as act:
        for vaccine in given:
            body = DoseRecorded(
                dose_id=desk.mint(), person_id=person_id, vaccine=vaccine, given_on=TODAY, source="booklet"
            )
            act.write(body, subject=person_subject(person_id))
    return person_id


def a_wish(desk, person_id, on=CHRISTMAS_WEEK, **changes):
    return NewAppointment(person_id=person_id, on=on, draft=desk.mint(), **changes)


def counted(desk):
    return desk.db.execute("SELECT count(*) FROM entry").fetchone()[0]


def test_the_first_clinic_day_after_the_programme_asks_is_proposed_with_what_is_due_then(desk, reader):
    set_clinic_days(desk, WEDNESDAYS, desk.mint())

    proposal = propose(reader, reader.card(a_newborn(desk)))

    assert proposal.due_from == date(2026, 12, 18)
    assert proposal.on == CHRISTMAS_WEEK
    assert [(dose.vaccine, dose.number) for dose in proposal.doses] == [("HepB", 2)]
    assert proposal.holiday_known


def test_without_clinic_days_every_working_day_is_one(desk, reader):
    assert propose(reader, reader.card(a_newborn(desk))).on == date(2026, 12, 18)


def test_what_was_left_out_today_is_proposed_for_the_next_clinic_day_not_for_today(desk, reader):
    set_clinic_days(desk, WEDNESDAYS, desk.mint())

    proposal = propose(reader, reader.card(a_newborn(desk, given=("HepB",))))

    assert proposal.on == date(2026, 11, 25)
    assert proposal.vaccines == ("BCG",)


def test_after_a_needle_the_next_visit_is_a_week_away_and_holds_no_more_than_a_day_takes(desk, reader):
    """Ten months old and nothing but today's HepB: everything else is due, two needles at a time, from the 25th on."""
    person_id = a_person(desk, name="王二二", birth_date=date(2026, 1, 10))
    with desk.act() as act:
        body = DoseRecorded(dose_id=desk.mint(), person_id=person_id, vaccine="HepB", given_on=TODAY, source="booklet")
        act.write(body, subject=person_subject(person_id))

    proposal = propose(reader, reader.card(person_id))

    assert proposal.on == date(2026, 11, 25)
    assert proposal.vaccines == ("MMR", "JE-L"), "the live ones together, measles first"
    assert proposal.plan.first.on == proposal.on


def test_a_day_of_a_year_not_announced_yet_says_so(desk, reader):
    set_clinic_days(desk, ClinicDays(days_of_month=(5,)), desk.mint())

    proposal = propose(reader, reader.card(a_newborn(desk)))

    assert proposal.on == date(2027, 1, 5)
    assert not proposal.holiday_known


def test_a_grown_up_with_nothing_to_come_has_no_proposal(desk, reader):
    assert propose(reader, reader.card(a_person(desk, birth_date=date(1980, 1, 1)))) is None


def test_an_appointment_is_made_once(desk, reader):
    person_id = a_newborn(desk)
    wish = a_wish(desk, person_id, half_day="morning", vaccines=("HepB",))

    first = make_appointment(desk, wish)
    written = counted(desk)
    again = make_appointment(desk, wish)

    assert again == first
    assert counted(desk) == written
    assert standing_appointment(reader.card(person_id), TODAY) == first
    assert appointed(reader, CHRISTMAS_WEEK) == 1


def test_it_is_moved_and_cancelled_with_a_reason(desk, reader):
    person_id = a_newborn(desk)
    made = make_appointment(desk, a_wish(desk, person_id))
    later = CHRISTMAS_WEEK + timedelta(days=7)

    moved = move_appointment(
        desk, AppointmentOf(person_id=person_id, appointment_id=made.id, draft=desk.mint()), later, "afternoon", "外出"
    )
    assert (moved.on, moved.half_day) == (later, "afternoon")
    assert appointed(reader, CHRISTMAS_WEEK) == 0

    which = AppointmentOf(person_id=person_id, appointment_id=made.id, draft=desk.mint())
    with pytest.raises(ReasonMissing):
        cancel_appointment(desk, which, " ")
    assert not cancel_appointment(desk, which, "迁出").stands
    assert standing_appointment(reader.card(person_id), TODAY) is None
    assert [line.cancel_reason for line in day_of_appointments(reader, later).lines] == ["迁出"]


def test_a_cancelled_one_is_neither_moved_nor_cancelled_again(desk):
    person_id = a_newborn(desk)
    made = make_appointment(desk, a_wish(desk, person_id))
    cancel_appointment(desk, AppointmentOf(person_id=person_id, appointment_id=made.id, draft=desk.mint()), "迁出")

    again = AppointmentOf(person_id=person_id, appointment_id=made.id, draft=desk.mint())
    with pytest.raises(AppointmentGone):
        cancel_appointment(desk, again, "迁出")
    with pytest.raises(AppointmentGone):
        move_appointment(desk, again, CHRISTMAS_WEEK)


@pytest.mark.parametrize(
    ("on", "failure"),
    [
        (TODAY - timedelta(days=1), DayGone),
        (date(1970, 1, 1), DayGone),
        (date(2226, 12, 23), DayTooFar),
        (CHRISTMAS_WEEK, AppointedAlready),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_written(desk, on, failure):
    person_id = a_newborn(desk)
    make_appointment(desk, a_wish(desk, person_id))
    written = counted(desk)

    with pytest.raises(failure):
        make_appointment(desk, a_wish(desk, person_id, on))

    assert counted(desk) == written


def test_nobody_unknown_is_appointed(desk):
    with pytest.raises(UnknownPerson):
        make_appointment(desk, a_wish(desk, "nobody"))


def test_a_day_the_room_is_closed_may_be_appointed_but_is_named(desk, reader):
    set_clinic_days(desk, WEDNESDAYS, desk.mint())
    holiday = date(2026, 12, 24)

    assert problem_on(reader, holiday) is DayProblem.OTHER_DAY
    assert problem_on(reader, date(2026, 10, 1)) is DayProblem.HOLIDAY
    assert make_appointment(desk, a_wish(desk, a_newborn(desk), holiday)).on == holiday


def test_the_list_of_a_day_says_who_came_and_who_was_vaccinated(desk, reader):
    came, stayed_away = a_person(desk, name="来一一"), a_person(desk, name="未二二")
    for person_id in (came, stayed_away):
        make_appointment(desk, a_wish(desk, person_id, TODAY))
    visit = a_visit_ready_for_injection(desk, person_id=came)
    write_a_dose(desk, visit, a_lot(desk))

    day = day_of_appointments(reader, TODAY)

    assert (day.standing, day.came, day.vaccinated) == (2, 1, 1)
    assert {line.name: line.vaccinated for line in day.lines} == {"来一一": True, "未二二": False}


@pytest.mark.parametrize(
    ("days", "failure"),
    [
        (ClinicDays(weekdays=(8,)), NoClinicDay),
        (ClinicDays(days_of_month=(0,)), NoClinicDay),
        (ClinicDays(days_of_month=(32,)), NoClinicDay),
        (ClinicDays(weekdays=(3,), half_days=("night",)), HalfDayUnknown),
    ],
)
def test_clinic_days_that_cannot_be_are_refused(desk, reader, days, failure):
    with pytest.raises(failure):
        set_clinic_days(desk, days, desk.mint())

    assert reader.clinic_book().days == ClinicDays()


def test_the_days_ahead_leave_holidays_out(desk, reader, clock):
    clock.advance(timedelta(days=-50))  # 2026-09-29, a Tuesday

    ahead = clinic_days_ahead(reader, WEDNESDAYS, 3)

    assert [day for day, _ in ahead] == [date(2026, 9, 30), date(2026, 10, 14), date(2026, 10, 21)]


def test_thresholds_are_changed_in_one_act_and_only_where_they_differ(desk, reader):
    written = counted(desk)

    settings = change_settings(desk, {"near_expiry_days": 60, "unsent_days": 7}, desk.mint(), "县里要求")

    assert settings.near_expiry_days == 60
    assert reader.clinic_book().settings.near_expiry_days == 60
    assert counted(desk) == written + 1


@pytest.mark.parametrize(
    ("name", "value"), [("near_expiry_days", 0), ("live_vial_minutes", 1000), ("screening_questions", 9), ("colour", 1)]
)
def test_a_threshold_outside_its_bounds_is_refused(desk, name, value):
    with pytest.raises(SettingImplausible):
        change_settings(desk, {name: value}, desk.mint())
