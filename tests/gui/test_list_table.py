import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_app.gui.faces import ChipFace, ListColumn, ListRow, Tone
from clinic_app.gui.widgets.list_table import ListTable
from tests.gui.conftest import a_window

pytestmark = pytest.mark.gui

COLUMNS = (
    ListColumn("姓名", 120),
    ListColumn("疫苗"),
    ListColumn("逾期天数", 100, right=True),
    ListColumn("状态", 120),
)


def rows(*keys):
    return tuple(ListRow(key, (key, "麻腮风", "90", ChipFace("逾期", Tone.AMBER))) for key in keys)


@pytest.fixture
def table(qtbot):
    """A list in an open room, with three rows and the focus."""
    window = a_window(qtbot)
    table = ListTable("逾期名单", COLUMNS)
    window.rooms[0].layout().insertWidget(1, table, 10)
    table.show_rows(rows("张一", "王二", "李三"))
    table.setFocus()
    table.its_window = window
    return table


def test_arrows_move_the_row_and_enter_opens_it(table, qtbot):
    QTest.keyClick(table, Qt.Key.Key_Down)

    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == ["王二"]
    assert table.accessibleName() == "逾期名单 王二 麻腮风 90 逾期"


def test_the_focused_row_keeps_its_place_by_key_when_rows_come_anew(table):
    QTest.keyClick(table, Qt.Key.Key_Down)

    table.show_rows(rows("赵零", "张一", "王二", "李三"))

    assert table.current_key() == "王二"


def test_an_empty_list_opens_nothing(table, qtbot):
    table.show_rows(())

    with qtbot.assertNotEmitted(table.opened):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_the_ring_is_around_the_focused_row_and_follows_it(table, qtbot):
    ring = table.its_window.focus_ring
    qtbot.waitUntil(lambda: ring.height() == 36 + 10)
    before = ring.y()

    QTest.keyClick(table, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: ring.y() == before + 36)
    assert QApplication.focusWidget() is table


def test_digits_in_a_list_belong_to_the_room(table):
    wishes = []
    table.its_window.rooms[0].add_key("2", "不同", lambda: wishes.append("2"))

    QTest.keyClick(table, Qt.Key.Key_2)

    assert wishes == ["2"]
