import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from tests.gui.conftest import a_window, press, spoken

pytestmark = pytest.mark.gui

ALT = Qt.KeyboardModifier.AltModifier
SCREENS = [(1366, 768), (1280, 680)]


def test_enter_and_escape_give_the_safe_answer(window):
    answers = []
    question = Question("另一个孩子", "", (Choice("stay", "留下"), Choice("park", "挂起", "F6")))

    window.prompter.ask(question, answers.append)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    window.prompter.ask(question, answers.append)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    window.prompter.ask(question, answers.append)
    press(window, Qt.Key.Key_F6)

    assert answers == ["stay", "stay", "park"]
    assert QApplication.focusWidget() is window.rooms[0].field.edit


def test_no_key_reaches_the_room_behind_a_question(window):
    window.prompter.ask(Question("另一个孩子", "", (Choice("stay", "留下"),)), lambda answer: None)

    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_2, ALT)

    assert window.rooms[0].wishes == []
    assert window.workplace.room() is window.rooms[0]


def test_a_question_covers_the_rooms_after_a_resize_and_leaves_header_and_strip(window, qtbot):
    window.prompter.ask(Question("另一个孩子", "", (Choice("stay", "留下"),)), lambda answer: None)

    window.resize(1280, 680)

    qtbot.waitUntil(lambda: window.prompter.geometry().bottom() == 680 - 48 - 1)
    assert window.prompter.geometry().topLeft().toTuple() == (88, 56)


def test_two_questions_are_asked_one_after_the_other(window):
    answers = []
    for key in ("first", "second"):
        window.prompter.ask(Question(key, "", (Choice(key, "好"),)), answers.append)

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert answers == ["first"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert answers == ["first", "second"]
    assert not window.prompter.is_open()


def test_a_reason_of_one_character_is_refused_beside_the_field(window):
    reasons = []
    window.prompter.ask_text(TextQuestion("作废", "", "原因", least=2), reasons.append)
    field = QApplication.focusWidget()

    field.setText("错")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert reasons == []
    assert field.accessibleName() == "原因 至少写 2 个字"
    field.setText("录错人")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert reasons == ["录错人"]


def test_a_digit_in_the_empty_field_chooses_a_suggested_reason(window):
    reasons = []
    window.prompter.ask_text(TextQuestion("未种", "", "原因", suggestions=("发热", "家长拒绝")), reasons.append)

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert reasons == ["家长拒绝"]


def test_escape_in_a_text_question_writes_nothing(window):
    heard = []
    window.prompter.ask_text(TextQuestion("作废", "", "原因"), heard.append, lambda: heard.append("no"))

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert heard == ["no"]


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_a_question_with_nine_reasons_is_no_taller_than_the_rooms(qtbot, width, height):
    window = a_window(qtbot, width=width, height=height)
    suggestions = tuple(f"理由 {number}" for number in range(1, 10))

    window.prompter.ask_text(TextQuestion("未种", "请选一个原因，或写出来。", "原因", suggestions=suggestions), print)
    qtbot.waitUntil(lambda: window.prompter.isVisible())
    card = QApplication.focusWidget().parentWidget().parentWidget()

    assert card.objectName() == "prompt"
    assert card.height() <= min(640, window.prompter.height())
    assert card.height() >= card.minimumSizeHint().height()


def test_a_notice_leaves_after_six_ticks_but_a_red_one_stays_until_escape(window):
    window.prompter.tell("已保存", tone=Tone.GREEN)
    for _ in range(6):
        window.prompter.on_tick()
    assert "已保存" not in spoken(window)

    window.prompter.tell("没有做成", "请再做一次", Tone.RED)
    for _ in range(20):
        window.prompter.on_tick()
    assert "没有做成 请再做一次" in spoken(window)
    window.rooms[0].main.setFocus()
    QTest.keyClick(window.rooms[0].main, Qt.Key.Key_Escape)
    assert "没有做成 请再做一次" not in spoken(window)


def test_the_next_scan_takes_away_what_was_said_of_the_child_before_but_never_a_red_notice(window):
    window.prompter.tell("保存预检", "还有 8 项没有问", Tone.AMBER)
    window.routes.take_scan("530326102000123456")
    assert "保存预检 还有 8 项没有问" not in spoken(window)

    window.prompter.tell("没有做成", "请再做一次", Tone.RED)
    window.routes.take_scan("530326102000123456")
    assert "没有做成 请再做一次" in spoken(window)
