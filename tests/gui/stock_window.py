"""A window with the room 疫苗 and the first page of a day, over a real clinic; wishes are run at once."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget

from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.main_window import MainWindow
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.stock.day_start_presenter import DayStartPresenter
from clinic_app.gui.rooms.stock.day_start_view import DayStartRoom
from clinic_app.gui.rooms.stock.presenter import StockPresenter
from clinic_app.gui.rooms.stock.view import StockRoom
from clinic_app.gui.widgets.painted import Painted
from clinic_app.records.journal import entries_of, subjects
from tests.gui.desk_tools import RememberingNavigation, tools_for

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


class StockWindow:
    """Pressed by keys and scans only, read by accessible names only."""

    def __init__(self, qtbot, desk, *, width=1366, height=768):
        self.desk = desk
        self.window = MainWindow(lambda: local_time(desk.clock.now()), clinic="青石镇卫生院", practice=False)
        qtbot.addWidget(self.window)
        self.navigation = RememberingNavigation()
        self.signed_in = ""
        tools = tools_for(desk, self.window.prompter, self.navigation)
        self.tools = replace(tools, user_id=lambda: self.signed_in)
        self.stock, self.beginning = StockPresenter(self.tools), DayStartPresenter(self.tools)
        self.room, self.day_room = StockRoom(self.stock), DayStartRoom(self.beginning)
        for room in (self.room, self.day_room):
            self.window.add_room(RoomCard(room.key, room.title, room.icon, room))
        self.window.resize(width, height)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def open(self, key="stock"):
        self.window.open_room(key)
        return self

    def press(self, *keys):
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)
        return self

    def type(self, words):
        """Write into the focused field as an input method commits it."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit), field
        field.clear()
        committed = QInputMethodEvent()
        committed.setCommitString(words)
        QApplication.sendEvent(field, committed)
        for _ in range(200):
            if field.text() == words:
                break
            QTest.qWait(10)
        assert field.text() == words
        return self

    def go_to(self, field):
        """Put the focus into a named field of the delivery form."""
        self.room.delivery.fields[field].edit.setFocus()
        return self

    def scan(self, code):
        self.window.routes.take_scan(code)
        return self

    def read_again(self):
        self.stock.refresh()

    def spoken(self):
        shown = [widget for widget in self.window.findChildren(QWidget) if widget.isVisible()]
        return [widget.accessibleName() for widget in shown if widget.accessibleName()]

    def says(self, *parts):
        """Tell whether one thing that is shown says all these parts."""
        return any(all(part in name for part in parts) for name in self.spoken())

    def close(self):
        self.tools.reader.close()


def scrolls(widget):
    while widget is not None and not isinstance(widget, QAbstractScrollArea):
        widget = widget.parentWidget()
    return widget is not None


def assert_nothing_is_clipped(opened):
    """Every shown widget lies in the window and has the room it needs."""
    QTest.qWait(30)
    window = opened.window
    for widget in window.workplace.room().findChildren(QWidget):
        if not widget.isVisible() or scrolls(widget):
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        assert corner.x() + widget.width() <= window.width(), widget.accessibleName()
        assert corner.y() + widget.height() <= window.height() - 48, widget.accessibleName()
        if isinstance(widget, Painted):
            assert widget.width() >= widget.minimumSizeHint().width(), widget.accessibleName()
            assert widget.height() >= widget.minimumSizeHint().height(), widget.accessibleName()


def bodies(desk, kind):
    """Return what the lots' entries of a kind say."""
    return [e.body for s in subjects(desk.db, "lot") for e in entries_of(desk.db, s) if isinstance(e.body, kind)]


def fill(room, **changes):
    """Fill the open form of a delivery by keys, as the papers come."""
    papers = {
        "vaccine": "msf",
        "maker": "北京生物",
        "lot_number": "202606M057",
        "expiry": "有效期至 2027-06",
        "vials": "20",
        "doses_per_vial": "1",
        "specification": "0.5mL/支",
        "release_number": "LRA1",
        "supplier": "县疾控",
        "document": "CK-1",
    } | changes
    record, celsius = papers.pop("record", "1"), papers.pop("celsius", "2.8 5.6")
    for key, words in papers.items():
        room.go_to(key).type(words).press(ENTER)
    room.room.delivery.segments["record"].segment.setFocus()
    room.press(getattr(Qt.Key, f"Key_{record}"), ENTER)
    if record == "1" and celsius:
        room.go_to("celsius").type(celsius).press(ENTER)
    return room
