"""The first page of a day by its keys."""

from datetime import date, timedelta

import pytest
from builders import a_lot, a_person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_app.domain.entries.clinic import DateConfirmed
from clinic_app.domain.entries.stock import VialOpened
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.records.journal import newest_entries
from clinic_app.records.stock import load_lot
from tests.gui.stock_window import ENTER, ESCAPE, StockWindow, assert_nothing_is_clipped

pytestmark = pytest.mark.gui

F4, F6, F7, F9 = (getattr(Qt.Key, f"Key_F{number}") for number in (4, 6, 7, 9))
WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def page(qtbot, desk):
    opened = StockWindow(qtbot, desk)
    yield opened
    opened.close()


def open_a_vial(desk, lot):
    vial = VialOpened(vial_id=desk.mint(), lot_id=lot.id, code="", opened_at=desk.clock.now(), minutes=60)
    with desk.act() as act:
        act.write(vial, subject=lot_subject(lot.id))


def confirmed(desk):
    entries = newest_entries(desk.db, desk.journal.installation.device)
    return [entry.body.on for entry in entries if isinstance(entry.body, DateConfirmed)]


def test_a_normal_morning_is_one_press(page, desk):
    page.open("day_start")
    assert page.says("2026年11月18日  星期三")

    page.press(ENTER)

    assert confirmed(desk) == ["2026-11-18"]
    assert page.navigation.went == [("room", "today")]
    assert not page.beginning.is_needed()


def test_yesterdays_opened_vials_cost_one_press_more(page, desk, clock):
    lot = a_lot(desk, vaccine="BCG", lot_number="B1", doses=10, doses_per_vial=5)
    open_a_vial(desk, lot)
    clock.advance(timedelta(days=1))
    page.open("day_start")
    assert page.says("卡介苗 批号 B1 · 11-18 开启 · 剩 5 人份")

    page.press(F7, ENTER)

    assert load_lot(desk.db, lot.id).open_vials == ()
    assert confirmed(desk) == ["2026-11-19"]


def test_expired_lots_are_written_off_with_a_second_name(page, desk):
    lot = a_lot(desk, doses=7, expires_on=date(2026, 11, 17))
    page.open("day_start").press(F4)
    assert page.says("1 批共 7 人份")

    page.type("王医生").press(ENTER)

    assert load_lot(desk.db, lot.id).doses_on_hand == 0
    assert page.says("已报损过期 7 人份")


def test_putting_it_off_goes_to_work_and_asks_no_more_today(page, desk):
    page.open("day_start").press(ESCAPE)

    assert confirmed(desk) == []
    assert page.navigation.went == [("room", "today")]
    assert not page.beginning.is_needed()


def test_a_clock_set_back_is_red_and_wants_the_date_typed(page, desk, clock):
    a_person(desk)
    clock.advance(timedelta(days=-300))
    page.open("day_start")
    assert page.says("电脑的日期比上次工作还早")
    assert QApplication.focusWidget() is page.day_room.field.edit

    page.press(F9)
    assert confirmed(desk) == []
    page.type("20261119").press(ENTER)
    assert page.says("电脑说 2026-01-22，你输入 2026-11-19")
    page.press(ENTER)
    assert confirmed(desk) == []
    page.press(F9, F6)

    assert confirmed(desk) == ["2026-11-19"]
    assert clock.today() == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026111", "写 8 位数字"),
        ("明天", "写 8 位数字"),
        ("20261131", "没有这一天"),
        ("20261301", "没有这一天"),
        ("19701118", "年份不对"),
        ("22001118", "年份不对"),
    ],
)
def test_a_day_that_cannot_be_is_told_and_not_written(page, desk, clock, typed, said):
    a_person(desk)
    clock.advance(timedelta(days=-300))

    page.open("day_start").type(typed).press(ENTER)

    assert page.says(said)
    assert confirmed(desk) == []


def test_the_date_typed_as_the_clock_has_it_needs_no_second_question(page, desk, clock):
    a_person(desk)
    clock.advance(timedelta(days=60))
    page.open("day_start")
    assert page.says("电脑的日期一下子往后跳了")

    page.type("2027-01-17").press(ENTER)

    assert confirmed(desk) == ["2027-01-17"]


def test_a_visit_waits_for_a_date_that_is_not_believed_and_then_goes_on(page, desk, clock):
    a_person(desk)
    clock.advance(timedelta(days=-300))
    went = []

    assert page.beginning.comes_before(lambda: went.append("visit"))
    page.open("day_start").type("20261118").press(ENTER, F6)

    assert went == ["visit"]


def test_nothing_is_written_off_by_a_date_that_is_not_believed(page, desk, clock):
    good = a_lot(desk, doses=7, expires_on=date(2027, 6, 30))
    clock.advance(timedelta(days=3650))
    page.open("day_start")
    assert not page.says("已过期")

    page.press(F4, F7)
    assert not page.says("报损过期疫苗")
    page.type("20261119").press(ENTER, F6)

    assert load_lot(desk.db, good.id).doses_on_hand == 7
    assert page.navigation.went == [("room", "today")]


def test_after_a_typed_date_what_must_go_is_shown_before_the_work_begins(page, desk, clock):
    lot = a_lot(desk, vaccine="BCG", lot_number="B1", doses=10, doses_per_vial=5)
    open_a_vial(desk, lot)
    clock.advance(timedelta(days=-300))
    page.open("day_start").type("20261119").press(ENTER, F6)
    assert page.says("2026年11月19日  星期四")
    assert page.says("卡介苗 批号 B1")

    page.press(F7, F9)

    assert load_lot(desk.db, lot.id).open_vials == ()
    assert confirmed(desk) == ["2026-11-19"]
    assert page.navigation.went == [("room", "today")]


def test_a_visit_waits_for_nothing_while_the_clock_is_believed(page):
    assert not page.beginning.comes_before(lambda: None)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 680)])
def test_nothing_is_clipped_on_any_screen(qtbot, desk, clock, width, height):
    for number in range(6):
        lot = a_lot(desk, vaccine="DTaP-IPV/Hib", lot_number=f"W39A20241{number}V", doses=1000, doses_per_vial=5)
        open_a_vial(desk, lot)
        a_lot(desk, lot_number=f"OVER{number}", expires_on=date(2026, 1, 1))
        a_lot(desk, lot_number=f"NEAR{number}", expires_on=date(2027, 3, 1))
    clock.advance(timedelta(days=90))
    page = StockWindow(qtbot, desk, width=width, height=height).open("day_start")

    assert_nothing_is_clipped(page)
    page.close()
