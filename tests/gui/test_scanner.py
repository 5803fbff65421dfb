import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_app.gui import scanner
from clinic_app.gui.scanner import ScanRouter, plain_code

pytestmark = pytest.mark.gui

CHILD = "530326102000123456"
TRACE = "83182470051239864471"
NONE = Qt.KeyboardModifier.NoModifier


class Bench:
    """A window with a line edit, a router, and fingers that type with chosen pauses."""

    def __init__(self, qtbot, monkeypatch):
        self.now = 50_000.0
        monkeypatch.setattr(scanner, "_now_ms", lambda: self.now)  # a machine that is busy types no slower
        self.window = QWidget()
        self.edit = QLineEdit()
        self.button = QPushButton("按钮")
        column = QVBoxLayout(self.window)
        column.addWidget(self.edit)
        column.addWidget(self.button)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.edit.setFocus()
        self.entered = []
        self.edit.returnPressed.connect(lambda: self.entered.append(self.edit.text()))
        self.router = ScanRouter(QApplication.instance(), self.window)
        self.codes = []
        self.router.scanned.connect(self.codes.append)
        self.stamp = 100_000
        self.qtbot = qtbot

    def key(self, key, text="", pause=0, modifiers=NONE, repeated=False):
        self.stamp += pause
        self.now += pause
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text, repeated)
            event.setTimestamp(self.stamp)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)

    def type(self, text, pause):
        for letter in text:
            shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else NONE
            if letter == "\x1d":
                self.key(Qt.Key.Key_BracketRight, letter, pause, Qt.KeyboardModifier.ControlModifier)
            else:
                self.key(Qt.Key(ord(letter.upper())), letter, pause, shift)

    def enter(self, pause):
        self.key(Qt.Key.Key_Return, "\r", pause)

    def commit(self, text, pause=4):
        self.now += pause
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.edit, event)

    def settle(self, text):
        self.qtbot.waitUntil(lambda: self.edit.text() == text, timeout=2000)


@pytest.fixture
def bench(qtbot, monkeypatch):
    return Bench(qtbot, monkeypatch)


def test_a_scan_reaches_the_program_and_leaves_the_focused_field_as_it_was(bench):
    bench.edit.setText("张")

    bench.type(CHILD, pause=4)
    bench.enter(pause=4)

    assert bench.codes == [CHILD]
    bench.qtbot.wait(150)
    assert bench.edit.text() == "张"
    assert bench.entered == []


def test_a_scan_does_not_press_the_focused_button(bench):
    presses = []
    bench.button.clicked.connect(lambda: presses.append(1))
    bench.button.setFocus()

    bench.type(TRACE, pause=10)
    bench.enter(pause=10)

    assert bench.codes == [TRACE]
    assert presses == []


def test_two_scans_in_a_row_are_two_codes(bench):
    for code in (CHILD, TRACE):
        bench.type(code, pause=8)
        bench.enter(pause=8)

    assert bench.codes == [CHILD, TRACE]


def test_slow_typing_passes_unchanged_and_enter_too(bench):
    bench.type("zhang1", pause=120)
    bench.enter(pause=120)

    assert bench.edit.text() == "zhang1"
    assert bench.entered == ["zhang1"]
    assert bench.codes == []


def test_a_person_who_types_fast_is_not_taken_for_a_scanner(bench):
    bench.type("20230405", pause=60)
    bench.enter(pause=60)

    assert bench.edit.text() == "20230405"
    assert bench.entered == ["20230405"]
    assert bench.codes == []


def test_two_keys_rolled_over_each_other_come_in_order(bench):
    bench.type("zx", pause=12)
    bench.settle("zx")

    bench.type("m", pause=200)
    bench.settle("zxm")

    assert bench.codes == []


def test_five_fast_characters_with_enter_are_a_person(bench):
    bench.type("12345", pause=5)
    bench.enter(pause=5)

    assert bench.edit.text() == "12345"
    assert bench.entered == ["12345"]
    assert bench.codes == []


def test_a_fast_burst_without_enter_comes_back_into_the_field(bench):
    bench.type("4006381333931", pause=5)

    bench.settle("4006381333931")
    assert bench.codes == []


def test_a_single_key_arrives_by_itself(bench):
    bench.type("7", pause=500)

    bench.settle("7")


def test_group_separators_survive_a_mixed_gs1_code(bench):
    code = "0106901234567892" + "10A202509011\x1d" + "17270310" + "2183182470"

    bench.type(code, pause=6)
    bench.enter(pause=6)

    assert bench.codes == [code]
    assert bench.edit.text() == ""


def test_shift_of_the_scanner_does_not_break_the_code(bench):
    for letter in "J202604012":
        if letter.isalpha():
            bench.key(Qt.Key.Key_Shift, pause=2)
        bench.type(letter, pause=4)
    bench.enter(pause=4)

    assert bench.codes == ["J202604012"]


def test_full_width_digits_of_an_input_method_become_a_plain_code(bench):
    for letter in "５３０３２６１０２０００１２３４５６":
        bench.commit(letter)
    bench.enter(pause=0)

    assert bench.codes == [CHILD]
    assert bench.router.last_raw == "５３０３２６１０２０００１２３４５６"
    assert bench.edit.text() == ""


def test_full_width_digits_typed_as_keys_become_a_plain_code(bench):
    for letter in "８３１８２４７０":
        bench.key(Qt.Key.Key_unknown, letter, pause=5)
    bench.enter(pause=5)

    assert bench.codes == ["83182470"]
    assert bench.router.last_raw == "８３１８２４７０"


def test_a_chinese_name_from_the_input_method_passes(bench):
    bench.commit("张小明")

    assert bench.edit.text() == "张小明"
    assert bench.codes == []


def test_one_digit_from_the_input_method_passes(bench):
    bench.commit("８")

    bench.settle("８")


def test_a_held_key_is_not_a_scan(bench):
    for _ in range(10):
        bench.key(Qt.Key.Key_1, "1", pause=20, repeated=True)
    bench.enter(pause=20)

    assert bench.edit.text() == "1111111111"
    assert bench.codes == []


def test_a_shortcut_of_control_passes(bench):
    bench.edit.setText("abc")
    bench.key(Qt.Key.Key_A, "", 100, Qt.KeyboardModifier.ControlModifier)

    assert bench.edit.selectedText() == "abc"


def test_backspace_after_fast_keys_deletes_the_last_of_them(bench):
    bench.type("12", pause=5)
    bench.key(Qt.Key.Key_Backspace, "\b", pause=5)

    assert bench.edit.text() == "1"


def test_space_on_a_button_is_a_press(bench):
    presses = []
    bench.button.clicked.connect(lambda: presses.append(1))
    bench.button.setFocus()

    bench.key(Qt.Key.Key_Space, " ", 300)

    assert presses == [1]


def test_a_code_whose_first_keys_were_late_is_told_whole(bench):
    bench.type("8318", pause=5)
    bench.settle("8318")  # a busy program let the hold end
    bench.type("24700512", pause=5)
    bench.enter(pause=5)

    assert bench.codes == ["831824700512"]


def test_plain_code_changes_full_width_letters_only():
    assert plain_code("Ａ２０ｂ\x1d㎏") == "A20b\x1d㎏"
