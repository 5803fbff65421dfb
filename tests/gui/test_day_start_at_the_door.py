"""Whoever signs in first on a day, or after the clock has been set, is asked for the date by the whole program."""

from datetime import timedelta

import pytest
from builders import NURSE, PASSWORD, a_clinic
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_app.app.program import Program
from tests.gui.stock_window import ENTER

pytestmark = pytest.mark.gui


@pytest.fixture
def program(qtbot, tmp_path, clock):
    desk = a_clinic(tmp_path, clock=clock)
    premises = desk.premises
    desk.db.close()
    opened = Program(premises, clock)
    qtbot.addWidget(opened.window)
    with qtbot.waitActive(opened.window):
        opened.window.show()
        opened.window.activateWindow()
    yield opened
    opened.close()


def sign_in(qtbot, program):
    program.window.sign_in_page.sign_in_wished.emit(NURSE, PASSWORD)
    qtbot.waitUntil(lambda: not program.window.is_locked(), timeout=30_000)
    QTest.qWait(50)


def open_room(program):
    return program.window.workplace.room().key


def test_the_first_sign_in_of_a_day_asks_for_the_date_and_the_next_one_does_not(qtbot, program):
    sign_in(qtbot, program)
    assert open_room(program) == "day_start"

    QTest.keyClick(QApplication.focusWidget(), ENTER)
    qtbot.waitUntil(lambda: open_room(program) == "today", timeout=10_000)
    program.window.lock_wished.emit()
    sign_in(qtbot, program)

    assert open_room(program) == "today"


def test_a_clock_set_back_while_locked_is_asked_about_at_the_door(qtbot, program, clock):
    sign_in(qtbot, program)
    QTest.keyClick(QApplication.focusWidget(), ENTER)
    qtbot.waitUntil(lambda: open_room(program) == "today", timeout=10_000)

    program.window.lock_wished.emit()
    clock.advance(timedelta(days=-400))
    sign_in(qtbot, program)

    assert open_room(program) == "day_start"
