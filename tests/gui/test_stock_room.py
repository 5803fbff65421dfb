"""The room 疫苗 by its keys: the shelf, a delivery, waste, opened vials."""

from datetime import date, timedelta

import pytest
from builders import a_lot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_app.domain.entries.stock import DosesWasted, LotReceived, LotRefused, VialOpened
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.records.stock import load_lot, lots_with_number
from tests.gui.stock_window import ENTER, ESCAPE, StockWindow, assert_nothing_is_clipped, bodies, fill

pytestmark = pytest.mark.gui

TODAY = date(2026, 11, 18)
F4, F6, F7, F8, F9 = (getattr(Qt.Key, f"Key_F{number}") for number in (4, 6, 7, 8, 9))
VIAL, NEXT_VIAL = "83045060001000000011", "83045060001000000022"
SCREENS = [(1366, 768), (1280, 680)]


@pytest.fixture
def room(qtbot, desk):
    opened = StockWindow(qtbot, desk)
    yield opened
    opened.close()


def open_a_vial(desk, lot, minutes=30):
    vial = VialOpened(vial_id=desk.mint(), lot_id=lot.id, code="", opened_at=desk.clock.now(), minutes=minutes)
    with desk.act() as act:
        act.write(vial, subject=lot_subject(lot.id))


def test_the_shelf_says_of_each_lot_how_it_stands_and_digits_filter_it(room, desk):
    a_lot(desk, vaccine="MMR", lot_number="FAR", expires_on=date(2027, 12, 31))
    a_lot(desk, vaccine="MMR", lot_number="NEAR", expires_on=date(2026, 12, 1))
    a_lot(desk, vaccine="BCG", lot_number="OVER", expires_on=date(2026, 11, 17))
    a_lot(desk, vaccine="BCG", lot_number="SEALED", quarantined=True)

    room.open()

    assert room.says("可用 20 人份 · 近效期 1 批 · 过期 1 批 · 隔离 1 批")
    assert room.says("库存", "卡介苗", "OVER", "已过期")
    for key, number, mark in (("3", "NEAR", "近效期"), ("5", "SEALED", "已隔离"), ("4", "OVER", "已过期")):
        room.press(getattr(Qt.Key, f"Key_{key}"))
        assert room.says("库存", number, mark), key
    room.press(Qt.Key.Key_2)
    assert [row.key for row in room.room.shelf.lots.model().rows] == [
        lots_with_number(desk.db, number)[0].id for number in ("NEAR", "FAR")
    ]


def test_the_arrows_choose_a_lot_and_its_ledger_is_shown(room, desk):
    a_lot(desk, vaccine="BCG", lot_number="ONE")
    a_lot(desk, vaccine="MMR", lot_number="TWO", doses=7)

    room.open().press(Qt.Key.Key_Down)

    assert room.says("麻腮风", "批号 TWO")
    assert room.says("台账", "2026-11-18 入库 +7 7")


def test_a_delivery_is_taken_in_by_keys_alone(room, desk):
    assert room.open().press(F9).room.delivery._save.kind is Kind.SECOND, "nothing to take in yet"
    fill(room)
    assert room.room.delivery._save.kind is Kind.PRIMARY
    room.press(F9)

    (lot,) = lots_with_number(desk.db, "202606M057")
    assert (lot.vaccine, lot.doses_on_hand, lot.expires_on) == ("MMR", 20, date(2027, 6, 30))
    assert room.says("已入库：麻腮风 批号 202606M057，20 人份")
    assert room.stock.page == "shelf"


def test_a_vaccine_that_can_be_no_other_is_taken_with_tab_as_well(room):
    room.open().press(F9).go_to("vaccine").type("msf").press(Qt.Key.Key_Tab)

    assert room.room.delivery.form().vaccine == "麻腮风"


def test_a_scanned_vial_of_a_known_product_fills_product_maker_and_packing(room, desk):
    a_lot(desk, vaccine="BCG", lot_number="OLD", doses_per_vial=5, product_identifier=VIAL[:7])

    room.open().scan(VIAL)

    form = room.room.delivery.form()
    assert (form.vaccine, form.maker, form.doses_per_vial) == ("卡介苗", "北京生物", "5")
    assert room.says("已扫 1 支 · 认得：卡介苗 · 北京生物")
    assert QApplication.focusWidget() is room.room.delivery.fields["lot_number"].edit


def test_a_gs1_code_fills_lot_and_expiry(room, desk):
    room.open().press(F9).scan("]d20106901234567892\x1d1727063010A1\x1d21S9")

    form = room.room.delivery.form()
    assert (form.lot_number, form.expiry) == ("A1", "EXP 2027-06-30")
    assert room.says("2027-06-30")


def test_the_scanned_vial_is_bound_with_the_delivery(room, desk):
    room.open().scan(VIAL)
    fill(room).press(F9)

    (lot,) = lots_with_number(desk.db, "202606M057")
    assert lot.codes == (VIAL,)
    assert lot.product_identifier == VIAL[:7]


def test_a_bare_date_is_asked_about_and_the_last_usable_day_shown(room, desk):
    fill(room.open().press(F9), expiry="20270701")
    assert room.says("请核对：有效期还是失效期？")
    room.press(F9)
    assert bodies(desk, LotReceived) == []

    room.room.delivery.segments["word"].segment.setFocus()
    room.press(Qt.Key.Key_2)
    assert room.says("2027-06-30")
    room.press(F9)

    (received,) = bodies(desk, LotReceived)
    assert received.expires_on == date(2027, 6, 30)
    assert received.expiry_as_printed == "失效期 20270701"


def test_without_a_temperature_record_only_a_refusal_is_written(room, desk):
    fill(room.open().press(F9), record="2")
    assert room.says("没有运输温度记录，必须拒收")
    assert room.room.delivery._save.kind is Kind.SECOND
    room.press(F9, F8)
    assert bodies(desk, LotReceived) == []

    room.press(F7, Qt.Key.Key_1, ENTER)

    (refused,) = bodies(desk, LotRefused)
    assert (refused.reason, refused.doses) == ("no_transport_record", 20)
    assert room.says("已记拒收：麻腮风 批号 202606M057，20 人份")
    room.press(F9)
    assert room.room.delivery.form().lot_number == ""


def test_too_warm_a_way_is_sealed_off_or_refused(room, desk):
    fill(room.open().press(F9), celsius="2.8 12")
    assert room.says("最低、最高温度", "应在 2–8 ℃")
    room.press(F9)
    assert bodies(desk, LotReceived) == []

    room.press(F8)

    assert lots_with_number(desk.db, "202606M057")[0].quarantined


def test_the_same_lot_again_asks_and_adds(room, desk):
    lot = a_lot(desk, vaccine="MMR", lot_number="202606M057", doses=20, expires_on=date(2027, 6, 30))
    fill(room.open().press(F9), vials="5")
    room.press(F9)
    assert room.says("已经有这一批")
    room.press(ENTER)
    assert load_lot(desk.db, lot.id).doses_on_hand == 20

    room.press(F9, F6)

    assert load_lot(desk.db, lot.id).doses_on_hand == 25


def test_what_was_typed_is_kept_while_the_nurse_looks_elsewhere(room, desk):
    room.open().press(F9).go_to("lot_number").type("A7").press(ESCAPE)
    assert room.stock.page == "shelf"

    room.press(F9)

    assert room.room.delivery.form().lot_number == "A7"


def test_an_expired_lot_is_written_off_whole_by_few_keys(room, desk):
    lot = a_lot(desk, doses=7, expires_on=date(2026, 11, 10))
    room.open().press(F4)
    assert room.says("报损后账上 0 人份")

    room.type("王医生").press(F9)

    assert load_lot(desk.db, lot.id).doses_on_hand == 0
    (waste,) = bodies(desk, DosesWasted)
    assert (waste.doses, waste.reason, waste.witness) == (7, "expired", "王医生")


def test_vials_are_turned_into_doses(room, desk):
    lot = a_lot(desk, vaccine="BCG", doses=20, doses_per_vial=5)
    room.open().press(F4).type("2").press(ENTER, ENTER, Qt.Key.Key_2, ENTER, ENTER)
    room.type("王医生").press(F9)

    assert load_lot(desk.db, lot.id).doses_on_hand == 10
    assert room.says("已报损 10 人份")


def test_more_than_the_books_hold_is_asked_about_and_recorded_on_demand(room, desk):
    lot = a_lot(desk, doses=2)
    room.open().press(F4).type("3").press(ENTER, Qt.Key.Key_2, ENTER, ENTER)
    room.type("王医生").press(F9)
    assert room.says("账上没有这么多")
    room.press(ENTER)
    assert load_lot(desk.db, lot.id).doses_on_hand == 2

    room.press(F9, F6)

    room.read_again()
    assert load_lot(desk.db, lot.id).doses_on_hand == -1
    assert room.says("账实不符")


def test_one_nurse_alone_is_asked_for_a_second_name_and_may_go_on(room, desk):
    lot = a_lot(desk, doses=5)
    room.open().press(F4).type("1").press(ENTER, Qt.Key.Key_2, F9)
    assert room.says("没有第二人签名")

    room.press(F6)

    assert load_lot(desk.db, lot.id).doses_on_hand == 4


@pytest.mark.parametrize(("typed", "said"), [("三", "只写数字"), ("0", "至少 1")])
def test_a_count_that_is_none_is_told_beside_its_field(room, desk, typed, said):
    lot = a_lot(desk, doses=5)
    room.open().press(F4).type(typed).press(ENTER, F9)

    assert said in room.room.waste.fields["count"].edit.accessibleName()
    assert load_lot(desk.db, lot.id).doses_on_hand == 5


def test_the_own_name_is_no_second_name(room, desk):
    a_lot(desk, doses=5)
    room.signed_in = "u-li"
    room.open().press(F4).type("1").press(ENTER, Qt.Key.Key_2, ENTER, ENTER)
    room.type("李护士").press(ENTER, F9)

    assert "要写另一个人" in room.room.waste.fields["witness"].edit.accessibleName()
    assert bodies(desk, DosesWasted) == []


def test_a_lot_is_sealed_off_and_released_with_reasons(room, desk):
    lot = a_lot(desk)
    room.open().press(F6, Qt.Key.Key_2, ENTER)
    assert load_lot(desk.db, lot.id).quarantined
    room.read_again()
    assert room.says("解除隔离 F6")

    room.press(F6, Qt.Key.Key_1, ENTER)

    assert not load_lot(desk.db, lot.id).quarantined


def test_the_clock_of_an_opened_vial_runs_down_through_green_amber_and_red(room, desk, clock):
    open_a_vial(desk, a_lot(desk, vaccine="BCG", lot_number="B1", doses=10, doses_per_vial=5))
    room.open()

    said = []
    for minutes in (0, 24, 2, 4, 1):
        clock.advance(timedelta(minutes=minutes))
        room.room.on_tick()
        chip = room.room.shelf.vials.model().rows[0].cells[2]
        said.append((chip.text, chip.tone.value))

    assert said == [
        ("还能用 30:00", "green"),
        ("还能用 6:00", "green"),
        ("还能用 4:00", "amber"),
        ("还能用 0:00", "amber"),
        ("超时 1:00，不能再用", "red"),
    ]


def test_the_rest_of_a_vial_that_is_over_goes_with_one_key(room, desk, clock):
    lot = a_lot(desk, vaccine="BCG", lot_number="B1", doses=10, doses_per_vial=5)
    open_a_vial(desk, lot)
    clock.advance(timedelta(minutes=31))

    room.open().press(F7)

    room.read_again()
    assert load_lot(desk.db, lot.id).open_vials == ()
    assert load_lot(desk.db, lot.id).doses_on_hand == 5
    assert not room.says("开启的瓶", "超时")


def test_a_vial_that_is_still_good_is_asked_about_and_enter_keeps_it(room, desk):
    lot = a_lot(desk, vaccine="BCG", lot_number="B1", doses=10, doses_per_vial=5)
    open_a_vial(desk, lot)
    room.open().press(F7)
    assert room.says("这一瓶还能用")

    room.press(ENTER)
    assert load_lot(desk.db, lot.id).wasted_doses == 0
    room.press(F7, F6)

    assert load_lot(desk.db, lot.id).wasted_doses == 5


def test_a_second_press_throws_nothing_away_twice(room, desk, clock):
    lot = a_lot(desk, vaccine="BCG", lot_number="B1", doses=10, doses_per_vial=5)
    open_a_vial(desk, lot)
    clock.advance(timedelta(minutes=31))
    room.open().press(F7)
    room.read_again()

    room.press(F7)

    assert load_lot(desk.db, lot.id).wasted_doses == 5


def test_an_empty_refrigerator_says_what_to_do(room):
    assert room.open().says("冰箱里还没有疫苗。按 F9 入库")


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_no_page_is_clipped_on_any_screen(qtbot, desk, width, height):
    for number in range(3):
        lot = a_lot(desk, vaccine="DTaP-IPV/Hib", lot_number=f"W39A20241{number}V", doses=1000, doses_per_vial=5)
        open_a_vial(desk, lot)
    room = StockWindow(qtbot, desk, width=width, height=height)

    assert_nothing_is_clipped(room.open())
    room.press(F4)
    assert_nothing_is_clipped(room)
    fill(room.press(ESCAPE, F9), record="2", expiry="EXP 06/07/2027", vials="二十")
    assert_nothing_is_clipped(room)
    room.close()
