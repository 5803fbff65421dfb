"""Bringing the lists of who needs what up to date: progress, stopping, midnight, and a nurse who works meanwhile."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_app.domain.immunization.rules import rules_from
from clinic_app.gui.background import GuiThread
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.today import due_refresh
from clinic_app.gui.rooms.today.presenter import TodayPresenter
from clinic_app.gui.rooms.today.view import TodayRoom
from clinic_app.services import due_cache
from clinic_app.services.disk_failures import DiskFull
from clinic_app.services.due_cache import outdated_people
from clinic_app.services.resource_files import RESOURCES
from clinic_app.services.writer import Writer
from tests.builders import a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from tests.gui.conftest import a_window, spoken
from tests.gui.desk_tools import RememberingNavigation, tools_for

pytestmark = pytest.mark.gui

PEOPLE = 12


class WishesOneByOne:
    """Runs a wish when the test says so, as the writer thread does when it is free."""

    def __init__(self, desk):
        self._desk = desk
        self.waiting = []

    def submit(self, run, then, failed):
        self.waiting.append((run, then, failed))

    def run_one(self):
        run, then, failed = self.waiting.pop(0)
        try:
            outcome = run(self._desk)
        except Exception as problem:
            failed(problem)
        else:
            then(outcome)

    def run_all(self):
        while self.waiting:
            self.run_one()


@pytest.fixture(autouse=True)
def one_person_at_a_time(monkeypatch):
    monkeypatch.setattr(due_cache, "SECONDS_AT_ONCE", 0.0)
    monkeypatch.setattr(due_refresh, "TOO_FEW_TO_SHOW", 1)


@pytest.fixture
def desk(tmp_path):
    """A clinic whose due rows were all made by other rules."""
    desk = a_clinic(tmp_path)
    for number in range(PEOPLE):
        a_person(desk, name=f"陈小{number}")
    desk.db.execute("UPDATE due_state SET rules = 'others'")
    yield desk
    desk.close()


class Stage:
    """The room in a window, its wishes run one by one."""

    def __init__(self, qtbot, desk, prompter):
        tools = tools_for(desk, prompter, RememberingNavigation())
        self.failures = []
        object.__setattr__(tools, "writer", WishesOneByOne(desk))
        object.__setattr__(tools, "announce", self.announce)
        object.__setattr__(tools, "failed", self.failures.append)
        self.tools, self.desk, self.announced = tools, desk, []
        self.presenter = TodayPresenter(tools)
        self.room = TodayRoom(self.presenter)
        self.window = a_window(qtbot)
        self.window.add_room(RoomCard("now", "今日", "house", self.room))
        self.window.open_room("now")

    @property
    def due(self):
        return self.presenter.due

    def announce(self, kinds):
        self.announced.append(kinds)
        self.window.announce(kinds)

    def line(self):
        return self.room.refresh_line

    def words(self):
        shown = self.line().findChildren(type(self.line()._words))
        return " ".join(label.text() for label in shown) if self.line().isVisible() else ""

    def tick(self):
        self.due.on_tick()

    def press(self, key):
        QTest.keyClick(self.window, key)


@pytest.fixture
def stage(qtbot, desk, scripted):
    opened = Stage(qtbot, desk, scripted())
    yield opened
    opened.tools.reader.close()


def test_the_line_says_how_many_are_done_and_goes_when_all_rows_hold(stage):
    stage.due.begin()
    stage.tools.writer.run_one()  # who is outdated
    for _ in range(5):
        stage.tools.writer.run_one()
    stage.tick()
    assert f"5 / {PEOPLE} 人" in stage.words()
    assert any("还没核对完" in name for name in spoken(stage.window))

    stage.tools.writer.run_all()

    assert stage.words() == ""
    assert frozenset({"due"}) in stage.announced
    assert outdated_people(stage.desk) == []


def test_f7_stops_it_and_f7_goes_on_with_who_is_left(stage):
    stage.due.begin()
    for _ in range(4):
        stage.tools.writer.run_one()
    stage.tick()

    stage.press(Qt.Key.Key_F7)
    stage.tools.writer.run_all()
    assert f"还有 {PEOPLE - 4} 人没有核对" in stage.words()
    assert len(outdated_people(stage.desk)) == PEOPLE - 4

    stage.press(Qt.Key.Key_F7)
    stage.tools.writer.run_all()
    assert stage.words() == ""
    assert outdated_people(stage.desk) == []


def test_a_disk_that_refuses_leaves_the_rest_outdated_and_the_key_tries_again(stage):
    stage.due.begin()
    stage.tools.writer.run_one()

    def refuse():
        raise DiskFull

    stage.desk.before_commit = refuse
    stage.tools.writer.run_all()
    assert [type(error) for error in stage.failures] == [DiskFull]
    assert f"还有 {PEOPLE} 人没有核对" in stage.words()

    stage.desk.before_commit = lambda: None
    stage.press(Qt.Key.Key_F7)
    stage.tools.writer.run_all()
    assert outdated_people(stage.desk) == []


def test_at_midnight_it_begins_by_itself(stage):
    stage.due.begin()
    stage.tools.writer.run_all()
    stage.desk.clock.advance(timedelta(days=30))

    stage.tick()
    stage.tools.writer.run_all()

    assert outdated_people(stage.desk) == []


def test_by_other_rules_it_begins_by_itself(stage):
    stage.due.begin()
    stage.tools.writer.run_all()
    files = {path.name: path.read_bytes() for path in (RESOURCES / "schedules").glob("*.json")}
    catalogue = (RESOURCES / "codes" / "vaccines.json").read_bytes()
    later = {name: text.replace(b'"min_age": "8m"', b'"min_age": "9m"') for name, text in files.items()}
    stage.desk._rules = stage.tools.reader._rules = rules_from({**later, "vaccines.json": catalogue})
    assert len(outdated_people(stage.desk)) == PEOPLE

    stage.tick()
    stage.tools.writer.run_all()

    assert outdated_people(stage.desk) == []


def test_a_midnight_in_the_middle_of_it_begins_anew(stage):
    stage.due.begin()
    for _ in range(5):
        stage.tools.writer.run_one()
    stage.desk.clock.advance(timedelta(days=60))

    stage.tools.writer.run_all()

    assert outdated_people(stage.desk) == []


def test_a_nurses_dose_is_written_between_two_of_its_steps(qtbot, desk, scripted):
    visit = a_visit_ready_for_injection(desk, person_id=a_person(desk, name="李一一"))
    lot = a_lot(desk)
    happened = []
    gui = GuiThread()
    writer = Writer(lambda: desk, gui.post)
    tools = tools_for(desk, scripted(), RememberingNavigation())

    def announce(_kinds):
        if not happened:  # it has found who is outdated; now the nurse presses F9
            writer.submit(lambda desk: write_a_dose(desk, visit, lot), lambda _: happened.append("dose"), pytest.fail)
        happened.append("lists")

    object.__setattr__(tools, "writer", writer)
    object.__setattr__(tools, "announce", announce)
    presenter = TodayPresenter(tools)
    presenter.due.begin()
    writer.start(lambda: None, pytest.fail)
    qtbot.waitUntil(lambda: happened.count("lists") == 2, timeout=5000)

    assert happened == ["lists", "dose", "lists"]
    assert desk.db.execute("SELECT count(*) FROM dose").fetchone() == (1,)
    writer.close()
    tools.reader.close()


def test_few_people_are_assessed_without_a_line(stage, monkeypatch):
    monkeypatch.setattr(due_refresh, "TOO_FEW_TO_SHOW", 300)
    stage.due.begin()
    for _ in range(4):
        stage.tools.writer.run_one()

    stage.tick()

    assert stage.words() == ""
