"""A window with the observation and the sync room over a real clinic: real writer thread, real background work."""

from datetime import date

from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.app.aftermath_rooms import furnish_aftermath
from clinic_app.app.background_jobs import BackgroundJobs
from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.gui.background import GuiThread
from clinic_app.gui.main_window import MainWindow
from clinic_app.gui.presenter_tools import PresenterTools
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.observation.presenter import ObservationPresenter
from clinic_app.gui.rooms.observation.view import ObservationRoom
from clinic_app.gui.rooms.sync.presenter import SyncPresenter
from clinic_app.gui.rooms.sync.view import SyncRoom
from clinic_app.gui.strip_presenter import StripPresenter
from clinic_app.services.reader import open_reader
from clinic_app.services.writer import Writer


class OpenRooms:
    """The two rooms and the strip, wired as the program wires them. The clock of the desk is the clock of all."""

    def __init__(self, qtbot, desk, stick=None, *, practice=False, size=(1366, 768)):
        self.qtbot, self.desk, self.clock = qtbot, desk, desk.clock
        self.failures, self.went = [], []
        self.announced = []
        self._gui = GuiThread()
        self._jobs = BackgroundJobs(self._gui.post)
        self._writer = Writer(lambda: desk, self._gui.post)
        self._writer.start(lambda: None, self.failures.append)
        self.reader = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
        self.window = MainWindow(lambda: local_time(self.clock.now()), clinic="青石镇卫生院", practice=practice)
        qtbot.addWidget(self.window)
        self.tools = PresenterTools(
            reader=self.reader,
            writer=self._writer,
            prompter=self.window.prompter,
            navigation=self,
            announce=self.announce,
            mint=desk.mint,
            background=self._jobs.run,
            failed=self.failures.append,
            open_reader=lambda: open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules),
        )
        self.observation = ObservationPresenter(self.tools)
        self.sync = SyncPresenter(self.tools, stick)
        self.strip = StripPresenter(self.tools, self.window.show_watch, self.window.show_sync)
        self.observation_room, self.sync_room = ObservationRoom(self.observation), SyncRoom(self.sync)
        for room in (self.observation_room, self.sync_room):
            self.window.add_room(RoomCard(room.key, room.title, room.icon, room))
        self.aftermath = furnish_aftermath(self.window, self.tools, self.observation)
        self.window.resize(*size)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.strip.refresh()

    def open_room(self, key):
        self.aftermath.enter(key)

    def record_reaction(self, person_id, visit_id="", aefi_id=""):
        self.aftermath.record_reaction(person_id, visit_id, aefi_id)

    def show_emergency(self, person_id=""):
        self.aftermath.show_emergency(person_id)

    def show_card(self, person_id):
        self.went.append(("card", person_id))

    def go_back(self):
        self.aftermath.go_back()

    def announce(self, kinds):
        self.announced.append(kinds)
        self.window.announce(kinds)
        self.strip.refresh()

    def pass_time(self, by):
        """Move the clock and let the one tick of the program come."""
        self.clock.advance(by)
        self.observation.on_tick()
        self.strip.on_tick()

    def press(self, key):
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def press_with_control(self, key):
        """Press a key together with Ctrl."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, Qt.KeyboardModifier.ControlModifier)

    def type(self, words):
        """Write words as an input method commits them, and wait until they are known to be no scan."""
        field = QApplication.focusWidget()
        committed = QInputMethodEvent()
        committed.setCommitString(words)
        QApplication.sendEvent(field, committed)
        self.qtbot.waitUntil(lambda: field.text() == words, timeout=5000)

    def scan(self, code):
        """Send a code as the wedge scanner's route delivers it."""
        self.window.routes.take_scan(code)

    def spoken(self):
        """Return the accessible names of everything that is shown."""
        shown = [widget for widget in self.window.findChildren(QWidget) if widget.isVisible()]
        return [widget.accessibleName() for widget in shown if widget.accessibleName()]

    def says(self, words):
        """Tell whether something that is shown says these words."""
        return any(words in name for name in self.spoken())

    def wait_until_it_says(self, words):
        self.qtbot.waitUntil(lambda: self.says(words), timeout=10_000)

    def tiles(self):
        """Return what the tiles say, in their order on the screen."""
        grid = self.observation_room.board.grid
        return [tile.accessibleName() for tile in grid._tiles.values()]

    def close(self):
        """Let what is under way end, and its answers arrive, before the database is closed."""
        self._jobs.close()
        QApplication.processEvents()
        self._writer.close()
        QApplication.processEvents()
        self.reader.close()


def enrol(desk, county_key, *, practice=False):
    """Give the clinic the county's key."""
    named = ClinicNamed(unit_code="3301220101", name="青石镇卫生院", county_key=county_key, practice=practice)
    with desk.act() as act:
        act.write(named, subject=CLINIC)


def watched_child(desk, name="陈小满", *, vaccines=("DTaP",), **changes):
    """Give a child its needles now, so that the watch begins; return the visit."""
    person_id = a_person(desk, name=name, birth_date=date(2026, 5, 4), **changes)
    visit = a_visit_ready_for_injection(desk, person_id=person_id, vaccines=vaccines)
    for vaccine in vaccines:
        write_a_dose(desk, desk.card(person_id).visit(visit.id), a_lot(desk, vaccine=vaccine))
    return desk.card(person_id).visit(visit.id)


ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
