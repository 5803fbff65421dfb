"""The whole program on a disk that makes every commit wait: the second goes on, keys are answered, nothing is lost."""

import threading
import time
from datetime import date

import pytest
from builders import PASSWORD, a_clinic, a_person
from PySide6.QtTest import QTest
from vaccination_builders import BOOKLET, OTHER_BOOKLET

from clinic_app.app import open_clinic
from clinic_app.app.program import Program
from clinic_app.app.tour.eyes import Eyes
from clinic_app.app.tour.hands import Hands
from clinic_app.domain.visit import VisitState
from clinic_app.gui.widgets.field import Field
from clinic_app.services.reader import open_reader
from clinic_app.services.resource_files import shipped_rules

pytestmark = pytest.mark.gui

DELAY_SECONDS = 0.3
PATIENCE_MS = 30_000


class SlowDisk:
    """Makes each commit wait 300 ms, or as long as the test holds it."""

    def __init__(self):
        self.delay = 0.0
        self.waiting = threading.Event()
        self._free = threading.Event()
        self._free.set()

    def hold(self):
        self.waiting.clear()
        self._free.clear()

    def let_go(self):
        self._free.set()

    def before_commit(self):
        self.waiting.set()
        time.sleep(self.delay)
        self._free.wait(PATIENCE_MS / 1000)


class Room:
    """The program in its window, signed in, with two children on file."""

    def __init__(self, qtbot, folder, clock, disk):
        desk = a_clinic(folder, clock=clock)
        born = date(2026, 3, 15)
        self.child = a_person(desk, name="陈小满", birth_date=born, child_code=BOOKLET)
        self.other = a_person(desk, name="李大双", birth_date=date(2025, 3, 15), child_code=OTHER_BOOKLET)
        desk.close()
        self.disk, self.qtbot, self._premises, self._desk = disk, qtbot, desk.premises, desk
        self.program = Program(desk.premises, clock)
        self.window = self.program.window
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.hands, self.eyes = Hands(self.window), Eyes(self.window)
        self.hands.type(PASSWORD).press("Enter")
        self.until(lambda: self.eyes.sees("今日", "已打开"))

    def until(self, seen):
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)

    def begin_to_open(self, booklet=BOOKLET):
        """Scan a booklet and return while its visit is being committed."""
        self.disk.hold()
        self.hands.scan(booklet)
        self.until(self.disk.waiting.is_set)

    def open_child(self):
        self.hands.scan(BOOKLET)
        self.until(lambda: self.eyes.sees("1 预检", "正在做"))

    @property
    def temperature(self):
        fields = [field for field in self.window.findChildren(Field) if field.isVisible()]
        return next((field.edit.text() for field in fields if "体温" in field.edit.accessibleName()), None)

    def card(self, person_id):
        reader = open_reader(self._premises, self._desk.keys.database_key, self._desk.clock, shipped_rules())
        try:
            return reader.card(person_id)
        finally:
            reader.close()


@pytest.fixture
def disk(monkeypatch):
    slow = SlowDisk()
    real = open_clinic.open_desk

    def open_desk(*arguments):
        desk = real(*arguments)
        desk.before_commit = slow.before_commit
        return desk

    monkeypatch.setattr(open_clinic, "open_desk", open_desk)
    return slow


@pytest.fixture
def room(qtbot, tmp_path, clock, disk):
    opened = Room(qtbot, tmp_path, clock, disk)
    yield opened
    disk.let_go()
    opened.program.close()


def test_while_a_commit_waits_the_second_goes_on_and_another_room_takes_letters(room):
    room.begin_to_open()

    with room.qtbot.waitSignals([room.window.ticked, room.window.ticked], timeout=PATIENCE_MS):
        room.hands.press("Alt+4", "F2").type("cxm")
    room.until(lambda: room.window.scan_box.edit.text() == "cxm")
    assert room.card(room.child).visits == ()  # the commit is still under way

    room.disk.let_go()
    room.until(lambda: room.card(room.child).visits)
    assert room.window.scan_box.edit.text() == "cxm"


def test_a_temperature_typed_while_the_page_is_being_opened_stands_in_its_field(room):
    room.begin_to_open()

    room.hands.type("366")
    assert room.temperature is None

    room.disk.let_go()
    room.until(lambda: room.temperature == "366")
    assert room.window.scan_box.edit.text().replace(" ", "") in ("", BOOKLET)


def test_what_confirms_is_not_kept_for_a_page_nobody_has_seen(room):
    room.open_child()
    room.hands.type("366").press("Enter", "0")
    room.until(lambda: room.eyes.sees("可以接种", "F9"))
    room.disk.hold()
    room.hands.press("F9")
    room.until(room.disk.waiting.is_set)

    room.hands.press("F9", "Space", "Enter", "F9")
    room.disk.let_go()
    room.until(lambda: room.eyes.sees("2 登记", "正在做"))
    QTest.qWait(200)

    [visit] = room.card(room.child).visits
    assert visit.state is VisitState.SCREENED
    assert visit.planned == ()


def test_a_booklet_scanned_while_another_is_being_opened_is_asked_about_not_lost(room):
    room.begin_to_open()

    room.hands.scan(OTHER_BOOKLET)
    room.hands.type("366")
    room.disk.let_go()
    room.until(lambda: room.eyes.sees("李大双") and room.window.prompter.is_open())

    assert room.card(room.other).visits == ()
    room.hands.press("Enter")
    room.until(lambda: room.eyes.sees("1 预检", "正在做"))
    assert room.eyes.sees("陈小满")


def test_on_a_disk_of_300_ms_a_nurse_types_on_and_every_figure_arrives(room):
    room.disk.delay = DELAY_SECONDS
    ticks = []
    room.window.ticked.connect(lambda: ticks.append(room.disk.waiting.is_set()))

    room.hands.scan(BOOKLET)
    room.hands.type("366")
    room.until(lambda: room.temperature == "366")
    room.hands.press("Enter", "0")
    room.until(lambda: room.eyes.sees("可以接种", "F9"))
    room.hands.press("F9")
    room.until(lambda: room.eyes.sees("2 登记", "正在做"))

    [visit] = room.card(room.child).visits
    assert visit.screening.temperature_tenths == 366
    room.until(lambda: ticks)
