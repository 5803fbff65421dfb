"""What is typed or scanned wrong into a delivery: told beside its field, kept as typed, nothing written."""

import pytest
from builders import a_lot
from PySide6.QtCore import Qt

from clinic_app.domain.entries.stock import LotReceived
from tests.gui.stock_window import ENTER, StockWindow, bodies, fill

pytestmark = pytest.mark.gui

F9 = Qt.Key.Key_F9
VIAL, NEXT_VIAL = "83045060001000000011", "83045060001000000022"


@pytest.fixture
def room(qtbot, desk):
    opened = StockWindow(qtbot, desk)
    yield opened
    opened.close()


WRONG = [
    ("expiry", "2027-13", "没有这一天"),
    ("expiry", "20270231", "没有这一天"),
    ("expiry", "有效期24个月", "这是保质期"),
    ("expiry", "明年", "看不懂"),
    ("expiry", "EXP 06/07/2027", "日和月分不清"),
    ("expiry", "有效期至 2026-10", "已过期 18 天"),
    ("expiry", "有效期至 2072-06", "太远了"),
    ("expiry", "20270630", "选右边是哪一种"),
    ("vials", "二十", "只写数字"),
    ("vials", "2.5", "只写数字"),
    ("vials", "-3", "只写数字"),
    ("vials", "0", "至少 1"),
    ("vials", "99999", "太多了"),
    ("doses_per_vial", "0", "1 到 50"),
    ("doses_per_vial", "500", "1 到 50"),
    ("celsius", "冷", "写两个数"),
    ("celsius", "2.8", "写两个数"),
    ("celsius", "8 2", "先写最低"),
    ("celsius", "2 280", "不像是温度"),
    ("vaccine", "板蓝根", "目录里没有"),
]


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(room, desk, field, typed, said):
    fill(room.open().press(F9), **{field: typed})

    room.press(F9)

    edit = room.room.delivery.fields[field].edit
    assert said in edit.accessibleName(), edit.accessibleName()
    assert bodies(desk, LotReceived) == []
    assert room.stock.page == "delivery"
    assert room.room.delivery.fields[field].text() == typed


WRONG_SCANS = [
    ("8304506000100000001", "追溯码是 20 位，扫到 19 位"),
    ("830450600010000000112", "追溯码是 20 位，扫到 21 位"),
    ("(01)06901234567890(17)270630(10)A1", "码不完整或校验不对"),  # the check digit would be 2
    ("]d20106901234567892\x1d1727133010A1", "码不完整或校验不对"),  # month 13
    ("6901234567892", "这是零售条码，不是追溯码"),
    ("88888888888888888888", "这是试用码"),
    ("530326100290010001", "追溯码是 20 位，扫到 18 位"),  # a booklet
]


@pytest.mark.parametrize(("code", "said"), WRONG_SCANS)
def test_a_scan_that_is_no_vial_is_told_and_changes_nothing(room, code, said):
    room.open().press(F9).go_to("lot_number").type("A7")

    room.scan(code)

    assert room.says(said), [name for name in room.spoken() if "码" in name]
    assert room.room.delivery.form().lot_number == "A7"
    assert room.stock.delivery._form.codes == ()


def test_a_scanner_that_lost_its_separators_leaves_the_lot_to_the_eye(room):
    room.open().press(F9).scan("010690123456789217270630102112345212345")

    assert room.says("扫描枪丢了分隔符，批号请照包装输入")
    assert room.room.delivery.form().lot_number == ""
    assert room.room.delivery.form().expiry == "EXP 2027-06-30"


def test_a_vial_of_another_product_is_told(room, desk):
    a_lot(desk, vaccine="BCG", lot_number="OLD", product_identifier=VIAL[:7])
    room.open().press(F9).go_to("vaccine").type("msf").press(ENTER)

    room.scan(NEXT_VIAL)

    assert room.says("这支是卡介苗，填的是麻腮风")
    assert room.stock.delivery._form.codes == ()
