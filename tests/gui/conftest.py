"""What every test of the screens stands on: the bundled fonts, the stylesheet, and one window."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone
from clinic_app.gui.main_window import MainWindow
from clinic_app.gui.room import Room, RoomCard
from clinic_app.gui.theme import Contrast, Theme
from clinic_app.gui.widgets.field import Field

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Dress the program once; every test begins with the light face."""
    try:
        installed = Theme.current()
    except RuntimeError:
        installed = Theme.install(qapp, RESOURCES)
    yield installed
    installed.show_contrast(Contrast.LIGHT)


class SampleRoom(Room):
    """A room with one field and one main action, which remembers what reached it."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key, self.title, self.icon = key, title, "house"
        self.wants_scans = True
        self.scans: list[str] = []
        self.changes: list[frozenset[str]] = []
        self.wishes: list[str] = []
        self.masked = False
        self.compact = False
        self.field = Field("姓名")
        self.main = self.add_action("F9", "保存", lambda: self.wishes.append("save"), main=True)
        self.add_key("Enter", "下一格", lambda: self.wishes.append("next"))
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addStretch(1)
        column.addWidget(self.main)

    def takes_scan(self, code):
        self.scans.append(code)
        return self.wants_scans

    def on_changed(self, kinds):
        self.changes.append(kinds)

    def on_masked(self, masked):
        self.masked = masked

    def on_compact(self, compact):
        self.compact = compact


def a_window(qtbot, *, practice: bool = False, width: int = 1366, height: int = 768) -> MainWindow:
    """Return a shown window with three rooms, the first one open."""
    window = MainWindow(lambda: datetime(2026, 11, 18, 10, 26, tzinfo=UTC), clinic="马城镇卫生院", practice=practice)
    qtbot.addWidget(window)
    window.rooms = [SampleRoom("today", "今日"), SampleRoom("desk", "接种"), SampleRoom("cards", "档案")]
    for room in window.rooms:
        window.add_room(RoomCard(room.key, room.title, room.icon, room))
    window.set_user("张敏", "护士")
    window.resize(width, height)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_room("today")
    return window


@pytest.fixture
def window(qtbot) -> MainWindow:
    """A shown window with three rooms."""
    return a_window(qtbot)


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key of the shell."""
    QTest.keyClick(window, key, modifiers)


def spoken(window):
    """Return the accessible names of everything that is shown."""
    return {w.accessibleName() for w in window.findChildren(QWidget) if w.isVisible() and w.accessibleName()}


class ScriptedPrompter:
    """Answers questions from a script instead of asking, and remembers what was said."""

    def __init__(self, *answers: str | None) -> None:
        self._answers = list(answers)
        self.questions = []
        self.told = []

    def ask(self, question, then):
        self.questions.append(question)
        then(self._answers.pop(0))

    def ask_text(self, question, then, otherwise=None):
        self.questions.append(question)
        answer = self._answers.pop(0)
        if answer is not None:
            then(answer)
        elif otherwise is not None:
            otherwise()

    def tell(self, sentence, todo="", tone=Tone.GREY):
        self.told.append((sentence, todo, tone))


@pytest.fixture
def scripted():
    """The class of the fake prompter: `scripted("stay", None)` answers in that order."""
    return ScriptedPrompter


@pytest.fixture
def shown(qtbot):
    """Show a widget alone and give it the focus."""

    def show(widget):
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        widget.setFocus()
        return widget

    return show


def colours_of(widget):
    """Return the colours a widget paints, sampled over its whole face."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
