import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from clinic_app.gui.faces import (
    LockCount,
    UserFace,
)
from clinic_app.gui.sign_in_page import SignInPage

pytestmark = pytest.mark.gui


def sign_in_page(shown):
    page = SignInPage("马城镇卫生院")
    page.show_users((UserFace("u1", "张敏", "护士"), UserFace("u2", "李红", "预检医生", True)))
    shown(page)
    page.home_focus()
    return page


def test_the_user_on_duty_is_chosen_and_enter_signs_in(shown, qtbot):
    page = sign_in_page(shown)
    page.password.setText("geheim")

    with qtbot.waitSignal(page.sign_in_wished) as wished:
        QTest.keyClick(page.password, Qt.Key.Key_Return)

    assert wished.args == ["u2", "geheim"]


def test_a_key_chooses_another_user_and_empties_the_password(shown, qtbot):
    page = sign_in_page(shown)
    page.password.setText("geheim")

    page.take_key("F5")

    assert page.password.text() == ""
    assert page.password.accessibleName() == "张敏 的密码"


def test_a_wrong_password_is_said_beside_the_field_and_nothing_else_changes(shown, qtbot):
    page = sign_in_page(shown)
    page.password.setText("falsch")
    page.show_busy(True)
    with qtbot.assertNotEmitted(page.sign_in_wished):
        QTest.keyClick(page.password, Qt.Key.Key_Return)

    page.show_error("密码不对，再试一次")

    assert page.password.text() == ""
    assert "密码不对，再试一次" in {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_caps_lock_is_noticed_by_the_first_letter(shown):
    page = sign_in_page(shown)

    QTest.keyClick(page.password, Qt.Key.Key_A)
    assert "大写锁定" not in "".join(label.text() for label in page.findChildren(QLabel))
    page.password.keyPressEvent(a_key("A"))

    assert "大写锁定" in "".join(label.text() for label in page.findChildren(QLabel))


def a_key(letter):
    """Return the press of a letter without Shift, as Caps Lock makes it."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, letter)


def test_f8_asks_for_the_recovery_code(shown, qtbot):
    page = sign_in_page(shown)

    with qtbot.waitSignal(page.recovery_wished) as wished:
        page.take_key("F8")

    assert wished.args == ["u2"]


def test_the_locked_page_shows_counts_and_what_was_kept(shown):
    page = sign_in_page(shown)
    page.show_locked("5 分钟没有操作，已自动锁定。", "059 号 接种第 4 步 · 1 份建档草稿")
    page.panel.show_counts((LockCount("timer", "留观", "8 人"), LockCount("octagon-x", "超时未确认", "1 人", True)))

    names = {w.accessibleName() for w in page.findChildren(QWidget)}
    assert "已锁定，没做完的都还在 059 号 接种第 4 步 · 1 份建档草稿" in names
    assert {"留观 8 人", "超时未确认 1 人"} <= names
