"""The next date on the last page of the desk: Enter takes it, digits change it, Esc makes none."""

from datetime import date

import pytest
from builders import TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from clinic_app.domain.clinic_days import ClinicDays
from clinic_app.services.appointments import NewAppointment, make_appointment
from clinic_app.services.clinic_settings import set_clinic_days
from tests.gui.test_vaccination_room import AtTheDesk

pytestmark = pytest.mark.gui

KEYS = Qt.Key
NEXT_WEDNESDAY = date(2026, 11, 25)


def a_vaccinated_child(desk, birth_date=date(2026, 3, 15)):
    """Eight months old, one needle a moment ago and others still due: the next clinic day is the next date."""
    person_id = a_person(desk, name="张小明", birth_date=birth_date)
    visit = a_visit_ready_for_injection(desk, person_id=person_id, vaccines=("MMR",))
    write_a_dose(desk, visit, a_lot(desk, vaccine="MMR"))
    return person_id


@pytest.fixture
def at_desk(qtbot, desk):
    set_clinic_days(desk, ClinicDays(weekdays=(3,)), desk.mint())
    made = AtTheDesk(qtbot, desk)
    yield made
    made.work.reader.close()


def appointments(at_desk, person_id):
    return at_desk.work.reader.card(person_id).appointments


def says(at_desk, words):
    return any(words in name for name in at_desk.spoken())


def test_enter_takes_the_proposed_clinic_day_prints_its_slip_and_calls_the_next_child(at_desk, desk):
    person_id = a_vaccinated_child(desk)
    at_desk.arrive(person_id)
    field = at_desk.room._ended._next_date.field

    assert QApplication.focusWidget() is field.edit
    assert field.text() == "20261125"
    assert says(at_desk, "下次接种日 周三")
    at_desk.press(KEYS.Key_Return)

    (appointment,) = appointments(at_desk, person_id)
    assert appointment.on == NEXT_WEDNESDAY
    assert appointment.vaccines
    assert at_desk.visit is None
    assert [path.name.split("-")[0] for path in desk.premises.outbox.iterdir()] == ["appointment_slip"]


def test_digits_put_another_day_in_its_place(at_desk, desk):
    person_id = a_vaccinated_child(desk)
    at_desk.arrive(person_id)

    at_desk.digits("20261202")
    at_desk.press(KEYS.Key_Return)

    assert [each.on for each in appointments(at_desk, person_id)] == [date(2026, 12, 2)]


def test_escape_makes_none_and_the_next_key_calls_the_next_child(at_desk, desk):
    person_id = a_vaccinated_child(desk)
    at_desk.arrive(person_id)

    at_desk.press(KEYS.Key_Escape)

    assert says(at_desk, "这次没有预约")
    assert at_desk.visit is not None
    at_desk.press(KEYS.Key_Return)
    assert at_desk.visit is None
    assert appointments(at_desk, person_id) == ()


@pytest.mark.parametrize("wrong", ["20261399", "2026112", "11"])
def test_a_day_that_cannot_be_read_is_told_beside_the_field_and_writes_nothing(at_desk, desk, wrong):
    person_id = a_vaccinated_child(desk)
    at_desk.arrive(person_id)

    at_desk.digits(wrong)
    at_desk.press(KEYS.Key_Return)

    assert says(at_desk, "8 位数字，如 20261216")
    assert appointments(at_desk, person_id) == ()
    assert at_desk.visit is not None


def test_a_day_that_is_past_is_refused_and_may_be_corrected(at_desk, desk):
    person_id = a_vaccinated_child(desk)
    at_desk.arrive(person_id)

    at_desk.digits("20251202")
    at_desk.press(KEYS.Key_Return)
    assert appointments(at_desk, person_id) == ()
    field = at_desk.room._ended._next_date.field
    field.edit.selectAll()
    at_desk.digits("20261202")
    at_desk.press(KEYS.Key_Return)

    assert [each.on for each in appointments(at_desk, person_id)] == [date(2026, 12, 2)]


@pytest.mark.parametrize(("typed", "warning"), [("20261126", "这一天不是接种日"), ("20270106", ""), ("20261202", "")])
def test_a_day_the_room_is_closed_is_named_but_may_be_taken(at_desk, desk, typed, warning):
    person_id = a_vaccinated_child(desk)
    at_desk.arrive(person_id)

    at_desk.digits(typed)

    assert says(at_desk, "这一天不是接种日") == bool(warning)
    at_desk.press(KEYS.Key_Return)
    assert f"{appointments(at_desk, person_id)[0].on:%Y%m%d}" == typed


def test_an_appointment_that_stands_is_moved_not_doubled(at_desk, desk):
    person_id = a_vaccinated_child(desk)
    made = make_appointment(desk, NewAppointment(person_id=person_id, on=NEXT_WEDNESDAY, draft=desk.mint()))
    at_desk.arrive(person_id)

    assert says(at_desk, "已约 2026-11-25 周三")
    at_desk.digits("20261202")
    at_desk.press(KEYS.Key_Return)

    assert [(each.id, each.on) for each in appointments(at_desk, person_id)] == [(made.id, date(2026, 12, 2))]


def test_a_grown_up_with_nothing_to_come_is_not_asked(at_desk, desk):
    person_id = a_vaccinated_child(desk, birth_date=date(1980, 1, 1))
    at_desk.arrive(person_id)

    assert not at_desk.room._ended._next_date.isVisible()
    at_desk.press(KEYS.Key_Return)
    assert at_desk.visit is None


def test_f9_calls_the_next_child_without_a_date(at_desk, desk):
    person_id = a_vaccinated_child(desk)
    at_desk.arrive(person_id)

    at_desk.press(KEYS.Key_F9)

    assert at_desk.visit is None
    assert appointments(at_desk, person_id) == ()
    assert TODAY < NEXT_WEDNESDAY


@pytest.mark.parametrize("size", [(1366, 768), (1280, 680), (1093, 614)])
def test_the_row_of_the_next_date_is_not_cut_off(qtbot, desk, size):
    at_desk = AtTheDesk(qtbot, desk, width=size[0], height=size[1])
    at_desk.arrive(a_vaccinated_child(desk))
    qtbot.wait(20)

    row = at_desk.room._ended._next_date
    for widget in (row.field, row._accept, row._skip):
        corner = widget.mapTo(at_desk.room._ended.card, QPoint(widget.width(), widget.height()))
        assert corner.x() <= at_desk.room._ended.card.width()
        assert corner.y() <= at_desk.room._ended.card.height()
        assert widget.width() >= widget.minimumSizeHint().width()
    at_desk.work.reader.close()
