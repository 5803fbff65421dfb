"""The line of 今日 that counts signed papers nobody put away, and F6 that asks where each lies."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import VisitOpened
from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import Tone
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.today.presenter import TodayPresenter
from clinic_app.gui.rooms.today.view import TodayRoom
from clinic_app.services.consent import file_consent
from clinic_app.services.visit_wish import VisitOf
from tests.builders import TODAY, a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from tests.gui.conftest import a_window, press
from tests.gui.desk_tools import RememberingNavigation, tools_for

pytestmark = pytest.mark.gui


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def at_today(desk, scripted):
    """Return a presenter whose prompter answers from a script."""
    made = []

    def make(*answers):
        prompter = scripted(*answers)
        tools = tools_for(desk, prompter, RememberingNavigation())
        made.append(tools)
        return TodayPresenter(tools), prompter

    yield make
    for tools in made:
        tools.reader.close()


def filed(desk, visit):
    return desk.card(visit.person_id).visit(visit.id).consent_filed


def a_needle_nobody_signed_for(desk):
    """A dose that reached the journal although no signature did."""
    person_id, visit_id = a_person(desk, name="孙七"), desk.mint()
    opened = VisitOpened(visit_id=visit_id, person_id=person_id, ticket="T20261118009", on=TODAY)
    with desk.act() as act:
        act.write(opened, subject=person_subject(person_id))
    signed = a_visit_ready_for_injection(desk)
    lot = a_lot(desk)
    visit = desk.card(person_id).visit(visit_id)
    write_a_dose(desk, visit, lot, planned=signed.planned[0])
    file_consent(desk, VisitOf(person_id=signed.person_id, visit_id=signed.id, draft=desk.mint()), "册1页1")
    return visit


def test_a_day_with_every_paper_in_its_place_shows_no_line(desk, at_today):
    presenter, prompter = at_today()

    assert presenter.papers.words() == ""
    presenter.papers.ask()

    assert prompter.told == [("告知书都已归档", "今天没有缺的。", Tone.GREEN)]


def test_each_missing_paper_is_asked_for_in_turn(desk, at_today):
    first = a_visit_ready_for_injection(desk, person_id=a_person(desk, name="张小明"))
    desk.clock.advance(timedelta(minutes=5))
    second = a_visit_ready_for_injection(desk, person_id=a_person(desk, name="刘雨桐"))
    presenter, prompter = at_today("册3页1", "册3页2")
    assert presenter.papers.words() == "告知书未归档 2 份"

    presenter.papers.ask()

    assert [question.title for question in prompter.questions] == [
        "张小明 的告知书放在哪里？",
        "刘雨桐 的告知书放在哪里？",
    ]
    assert prompter.questions[1].suggestions == ("册3页2",)
    assert (filed(desk, first), filed(desk, second)) == ("册3页1", "册3页2")
    assert prompter.told[-1][0] == "告知书都已归档"
    assert presenter.papers.words() == ""


def test_esc_stops_and_the_rest_stays_on_the_list(desk, at_today):
    a_visit_ready_for_injection(desk)
    presenter, prompter = at_today(None)

    presenter.papers.ask()

    assert len(prompter.questions) == 1
    assert presenter.papers.words() == "告知书未归档 1 份"


def test_a_needle_without_a_signature_is_counted_apart_and_named(desk, at_today):
    visit = a_needle_nobody_signed_for(desk)
    presenter, prompter = at_today()
    assert presenter.papers.words() == "缺签字 1 份"

    presenter.papers.ask()

    assert prompter.told[-1][0] == "孙七 接种了，没有签字记录"
    assert desk.card(visit.person_id).visit(visit.id).state is VisitState.OBSERVING


def test_names_are_hidden_when_masked(desk, at_today):
    a_visit_ready_for_injection(desk, person_id=a_person(desk, name="张小明"))
    presenter, prompter = at_today(None)

    presenter.mask(True)
    presenter.papers.ask()

    assert prompter.questions[0].title == "张*明 的告知书放在哪里？"


def test_f6_fills_the_place_in_by_keys(qtbot, desk):
    visit = a_visit_ready_for_injection(desk)
    window = a_window(qtbot)
    tools = tools_for(desk, window.prompter, RememberingNavigation())
    room = TodayRoom(TodayPresenter(tools))
    window.add_room(RoomCard(room.key, room.title, room.icon, room))
    window.open_room("today")
    room.on_changed(frozenset({"visit"}))

    press(window, Qt.Key.Key_F6)
    QApplication.focusWidget().insert("3-12")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert filed(desk, visit) == "3-12"
    room.on_changed(frozenset({"visit"}))
    assert not any("告知书" in action.text and action.button.isVisible() for action in room.actions_by_key())
    tools.reader.close()
