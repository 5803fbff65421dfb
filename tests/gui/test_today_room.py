"""The room 今日: its figures, the plot of the day, the queue, and the keys."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import VisitOpened
from clinic_app.gui.faces import Tone
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.today.presenter import TodayPresenter
from clinic_app.gui.rooms.today.view import TodayRoom
from tests.builders import TODAY, a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from tests.gui.conftest import a_window
from tests.gui.desk_tools import RememberingNavigation, tools_for

pytestmark = pytest.mark.gui


class SeenDay:
    """A view that remembers the day and how often it was shown."""

    def __init__(self):
        self.day = None
        self.times = 0

    def show_day(self, face):
        self.day = face
        self.times += 1

    def tile(self, title):
        return next(tile.figure for tile in self.day.tiles if tile.figure.title == title)


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def navigation():
    return RememberingNavigation()


@pytest.fixture
def tools(desk, scripted, navigation):
    tools = tools_for(desk, scripted(), navigation)
    yield tools
    tools.reader.close()


@pytest.fixture
def seen(tools):
    """A presenter with its view; `presenter` hangs on the view."""
    view = SeenDay()
    view.presenter = TodayPresenter(tools)
    view.presenter.attach(view)
    return view


def a_child_under_watch(desk, **person):
    """Give a child its one dose now."""
    visit = a_visit_ready_for_injection(desk, person_id=a_person(desk, **person))
    write_a_dose(desk, visit, a_lot(desk))
    return visit


def a_child_who_waits(desk, *, name="李四", on=TODAY, ticket="T20261118007"):
    """Take a child into the queue and return the person id."""
    person_id = a_person(desk, name=name)
    opened = VisitOpened(visit_id=desk.mint(), person_id=person_id, ticket=ticket, on=on)
    with desk.act() as act:
        act.write(opened, subject=person_subject(person_id))
    return person_id


def test_an_empty_day_says_so_in_every_tile(seen):
    seen.presenter.refresh()

    notes = {tile.figure.title: (tile.figure.figure, tile.figure.note) for tile in seen.day.tiles}

    assert notes["已种"] == ("0", "今天还没有接种")
    assert notes["留观中"] == ("0", "没有孩子在留观")
    assert notes["剩余疫苗"] == ("0", "还没有登记疫苗")
    assert notes["逾期名单"] == ("0", "没有逾期的孩子")


def test_a_dose_counts_as_person_dose_half_hour_and_watch(desk, seen):
    a_child_under_watch(desk)
    seen.presenter.refresh()

    assert (seen.tile("已种").figure, seen.tile("已种").note) == ("1", "1 剂")
    assert (seen.tile("留观中").figure, seen.tile("留观中").note) == ("1", "最早 09:00 可离开")
    assert [(bar.label, bar.people, bar.now) for bar in seen.day.bars if bar.people] == [("08:30", 1, True)]


def test_a_child_who_may_leave_turns_the_watch_tile_green_by_the_clock_alone(desk, seen):
    a_child_under_watch(desk)
    seen.presenter.refresh()

    desk.clock.advance(timedelta(minutes=31))
    seen.presenter.on_tick()

    chip = seen.tile("留观中").chip
    assert (chip.text, chip.tone) == ("可离开 1 人", Tone.GREEN)


def test_a_child_nobody_sent_home_turns_the_watch_tile_red(desk, seen):
    a_child_under_watch(desk)
    desk.clock.advance(timedelta(minutes=46))
    seen.presenter.refresh()

    assert (seen.tile("留观中").chip.text, seen.tile("留观中").chip.tone) == ("超时 1 人", Tone.RED)
    assert seen.tile("留观中").note == "1 人超时未确认"


def test_ticks_within_one_minute_read_nothing(desk, seen):
    seen.presenter.refresh()

    desk.clock.advance(timedelta(seconds=20))
    seen.presenter.on_tick()
    assert seen.times == 1

    desk.clock.advance(timedelta(seconds=50))
    seen.presenter.on_tick()
    assert seen.times == 2


def test_few_doses_of_a_vaccine_are_named(desk, seen):
    a_lot(desk, vaccine="MMR", doses=6)
    a_lot(desk, vaccine="HepB", doses=40)
    seen.presenter.refresh()

    tile = seen.tile("剩余疫苗")

    assert (tile.figure, tile.unit, tile.chip.text, tile.chip.tone) == ("46", "人份", "不足", Tone.AMBER)
    assert tile.note == "麻腮风 少于 10 人份"


def test_a_lot_near_its_end_and_one_past_it_are_told(desk, seen):
    a_lot(desk, vaccine="MMR", doses=20, expires_on=date(2026, 12, 1))
    a_lot(desk, vaccine="HepB", doses=20, expires_on=date(2026, 11, 17))
    seen.presenter.refresh()

    tile = seen.tile("剩余疫苗")

    assert (tile.figure, tile.chip.text) == ("20", "近效期")
    assert tile.note == "麻腮风 · 过期 1 批"


def test_late_children_are_counted_as_people(desk, seen):
    a_person(desk, birth_date=date(2025, 6, 18))
    seen.presenter.refresh()

    assert seen.tile("逾期名单").figure == "1"


def test_entries_no_receipt_covers_are_grey_until_they_are_a_week_old(desk, seen):
    seen.presenter.refresh()
    fresh = seen.tile("未上传")
    desk.clock.advance(timedelta(days=8))
    seen.presenter.refresh()
    old = seen.tile("未上传")

    assert int(fresh.figure) > 0
    assert (fresh.chip, fresh.note) == (None, "最早一条 08:30")
    assert (old.chip.text, old.chip.tone, old.note) == ("已 8 天", Tone.AMBER, "最早一条 11-18 08:30")


def test_a_waiting_child_shows_number_name_age_and_step(desk, seen):
    a_child_who_waits(desk)
    seen.presenter.refresh()

    row = seen.day.queue[0]

    assert (row.number, row.name, row.age) == ("007", "李四", "6月14天")
    assert (row.step.text, row.vaccines) == ("预检", "还没选疫苗")


def test_a_child_ready_for_the_needle_shows_the_vaccines(desk, seen):
    a_visit_ready_for_injection(desk)
    seen.presenter.refresh()

    row = seen.day.queue[0]

    assert (row.vaccines, row.step.text, row.step.tone) == ("百白破", "接种", Tone.BRAND)


def test_a_visit_left_open_yesterday_is_amber_and_says_since_when(desk, seen):
    a_child_who_waits(desk, on=TODAY - timedelta(days=1))
    seen.presenter.refresh()

    assert (seen.day.queue[0].step.text, seen.day.queue[0].step.tone) == ("11-17 起未结束", Tone.AMBER)


def test_a_child_under_watch_waits_no_more(desk, seen):
    a_child_under_watch(desk)
    seen.presenter.refresh()

    assert seen.day.queue == ()


def test_names_of_the_queue_are_hidden_on_wish(desk, seen):
    a_child_who_waits(desk, name="李小四")

    seen.presenter.mask(True)

    assert seen.day.queue[0].name == "李*四"


def test_changes_that_do_not_concern_the_day_read_nothing(seen):
    seen.presenter.on_changed(frozenset({"settings"}))
    assert seen.times == 0

    seen.presenter.on_changed(frozenset({"stock"}))
    assert seen.times == 1


@pytest.fixture
def shown(qtbot, desk, tools):
    """The room in a window, opened, two children waiting."""
    window = a_window(qtbot)
    first = a_child_who_waits(desk, name="李四", ticket="T20261118007")
    desk.clock.advance(timedelta(minutes=1))
    second = a_child_who_waits(desk, name="赵六", ticket="T20261118008")
    room = TodayRoom(TodayPresenter(tools))
    window.add_room(RoomCard("day", room.title, room.icon, room))
    window.open_room("day")
    room.desk_window, room.waiting = window, (first, second)
    return room


def press(room, key):
    """Press a key where the focus is."""
    QTest.keyClick(room.desk_window.focusWidget(), key)


def test_arrows_and_enter_take_a_waiting_child_to_the_desk(shown, navigation):
    shown.queue.rows()[0].setFocus()

    press(shown, Qt.Key.Key_Down)
    press(shown, Qt.Key.Key_Return)

    assert navigation.went == [("visit", shown.waiting[1])]


def test_the_day_begins_in_the_scan_box(qtbot, shown):
    scan_box = shown.desk_window.scan_box

    qtbot.waitUntil(lambda: scan_box.isAncestorOf(shown.desk_window.focusWidget()))


def test_enter_on_the_watch_tile_opens_the_observation_room(shown, navigation):
    watch = next(tile for tile in shown.tiles() if tile.face.title == "留观中")
    watch.setFocus()

    press(shown, Qt.Key.Key_Return)

    assert navigation.went == [("room", "observation")]


def test_a_tile_without_a_list_takes_no_focus(shown):
    given = next(tile for tile in shown.tiles() if tile.face.title == "已种")

    assert given.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_enter_on_the_stock_tile_opens_the_refrigerator(shown, navigation):
    stock = next(tile for tile in shown.tiles() if tile.face.title == "剩余疫苗")
    stock.setFocus()

    press(shown, Qt.Key.Key_Return)

    assert navigation.went == [("room", "stock")]


def test_the_focus_stays_on_its_row_when_the_day_is_read_again(shown, desk):
    row = shown.queue.rows()[1]
    row.setFocus()

    a_child_who_waits(desk, name="钱七", ticket="T20261118009")
    shown.on_changed(frozenset({"visit"}))

    assert shown.desk_window.focusWidget() is row
    assert len(shown.queue.rows()) == 3
