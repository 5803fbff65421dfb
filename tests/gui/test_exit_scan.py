"""The exit scan by slip and booklet, answered large, locked or not; over a real ciphered database."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.rooms.observation.exit_scan import verdict_while_locked
from tests.gui.open_rooms import ENTER, OpenRooms, watched_child

pytestmark = pytest.mark.gui

MINUTE = timedelta(minutes=1)


@pytest.fixture
def rooms(qtbot, desk):
    opened = OpenRooms(qtbot, desk)
    yield opened
    opened.close()


def state_of(rooms, visit):
    return rooms.reader.card(visit.person_id).visit(visit.id).state


def wait_for_state(rooms, visit, state):
    rooms.qtbot.waitUntil(lambda: state_of(rooms, visit) is state, timeout=10_000)
    rooms.qtbot.waitUntil(lambda: rooms.announced != [], timeout=10_000)


def test_a_slip_scanned_in_another_room_leads_to_the_child_that_may_leave(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(30 * MINUTE)
    rooms.open_room("sync")

    rooms.observation.on_ticket(visit.ticket)

    assert rooms.window.workplace.room() is rooms.observation_room
    assert rooms.says("陈小满 可离开 看过无异常后，按 Enter 确认离开")
    rooms.press(ENTER)
    wait_for_state(rooms, visit, VisitState.DONE)


def test_a_slip_scanned_too_early_tells_the_minutes_and_leaves_the_room_alone(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(timedelta(minutes=20, seconds=30))
    rooms.open_room("sync")

    rooms.observation.on_ticket(visit.ticket)

    assert rooms.window.workplace.room() is rooms.sync_room
    assert rooms.says("陈小满 还需 10 分钟 09:00 可离开，请回留观区坐好")


def test_a_slip_nobody_is_watched_with_is_told(rooms):
    rooms.open_room("observation")

    rooms.scan("T20261118099")

    assert rooms.says("没有这张条 看条上的日期，请护士按姓名查找")


def test_the_booklet_of_a_watched_child_answers_like_the_slip(rooms, desk):
    visit = watched_child(desk, child_code="330122010120260417")
    watched_child(desk, "王一一")
    rooms.clock.advance(30 * MINUTE)
    rooms.open_room("observation")

    rooms.scan("330122010120260417")

    assert QApplication.focusWidget() is rooms.observation_room.board.grid.tile(visit.id)
    assert rooms.says("陈小满 可离开")


def test_the_booklet_of_anybody_else_is_handed_back_to_the_window(rooms, desk):
    watched_child(desk, child_code="330122010120260417")
    rooms.open_room("observation")

    with rooms.qtbot.waitSignal(rooms.window.scan_unclaimed) as unclaimed:
        rooms.scan("330122010120269999")

    assert unclaimed.args == ["330122010120269999"]


def test_the_answer_at_the_exit_is_large_and_leaves_by_itself(rooms, desk):
    visit = watched_child(desk)
    rooms.open_room("observation")
    verdict = rooms.aftermath.verdict

    rooms.scan("T20261118099")
    rooms.observation.on_ticket(visit.ticket)

    assert verdict.isVisible()
    assert verdict.width() == rooms.window.width()
    assert verdict.accessibleName() == "陈小满 还需 30 分钟 09:00 可离开，请回留观区坐好"
    assert verdict._verdict.property("role") == "clock"
    for _ in range(8):
        verdict.on_tick()
    assert not verdict.isVisible()


@pytest.mark.parametrize("next_thing", ["room", "question", "key", "scan", "emergency"])
def test_the_answer_at_the_exit_makes_room_for_what_comes_next(rooms, desk, next_thing):
    """It would hide the name of the next child, or the head of the emergency card."""
    visit = watched_child(desk)
    rooms.open_room("observation")
    rooms.observation.on_ticket(visit.ticket)
    assert rooms.aftermath.verdict.isVisible()

    if next_thing == "room":
        rooms.open_room("sync")
    elif next_thing == "question":
        rooms.window.prompter.ask(Question("要延长吗？", "", (Choice("", "不延长"),)), lambda key: None)
    elif next_thing == "key":
        rooms.press(Qt.Key.Key_F12)
    elif next_thing == "scan":
        rooms.scan("330122010120269999")
    else:
        rooms.press_with_control(Qt.Key.Key_E)

    assert not rooms.aftermath.verdict.isVisible()


def test_two_siblings_leave_one_by_one(rooms, desk):
    first = watched_child(desk, "王一一")
    rooms.clock.advance(10 * MINUTE)
    second = watched_child(desk, "王二二")
    rooms.clock.advance(20 * MINUTE)
    rooms.open_room("observation")

    rooms.observation.on_ticket(second.ticket)
    assert rooms.says("王二二 还需 10 分钟")
    rooms.observation.on_ticket(first.ticket)
    assert rooms.says("王一一 可离开")
    rooms.press(ENTER)

    wait_for_state(rooms, first, VisitState.DONE)
    assert state_of(rooms, second) is VisitState.OBSERVING


def test_a_slip_used_twice_says_that_the_child_has_left(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(30 * MINUTE)
    rooms.open_room("observation")
    rooms.press(ENTER)
    wait_for_state(rooms, visit, VisitState.DONE)

    rooms.observation.on_ticket(visit.ticket)

    assert rooms.says("陈小满 已离开过 留观已经结束，没有再记")


def test_the_locked_screen_answers_slip_and_booklet_without_a_name(rooms, desk):
    watched_child(desk, child_code="330122010120260417")

    wait = verdict_while_locked(rooms.reader, "330122010120260417")
    rooms.clock.advance(30 * MINUTE)
    free = verdict_while_locked(rooms.reader, "330122010120260417")
    unknown = verdict_while_locked(rooms.reader, "T20261118099")

    assert (wait.verdict, wait.who, wait.tone) == ("还需 30 分钟", "", Tone.RED)
    assert (free.verdict, free.who, free.tone) == ("可离开", "", Tone.GREEN)
    assert (unknown.verdict, unknown.tone) == ("没有这张条", Tone.AMBER)


@pytest.mark.parametrize("code", ["330122010120260418", "83122019901000000001"])
def test_a_booklet_or_vial_scanned_while_locked_is_not_called_a_slip(rooms, code):
    face = verdict_while_locked(rooms.reader, code)

    assert (face.verdict, face.who, face.tone) == ("今天没有留观", "", Tone.AMBER)
    assert face.todo == "锁定时只核对留观；要接种请先登录，再扫一次"
