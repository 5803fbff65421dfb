import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_app.gui.faces import (
    DoseFace,
    DoseMark,
    DoseRow,
)
from clinic_app.gui.widgets.dose_grid import DoseGrid

pytestmark = pytest.mark.gui


@pytest.fixture
def grid(shown):
    valid, due = DoseMark.VALID, DoseMark.DUE
    rows = (
        DoseRow("乙肝", tuple(DoseFace(f"h{n}", valid, f"2022-0{n}-01", "批号", "有效") for n in (1, 2, 3))),
        DoseRow("卡介苗", (DoseFace("b1", valid, "2022-01-02", "批号", "有效"),)),
        DoseRow("脊灰", (None, DoseFace("p2", due, "今天可种", "已满 4 岁"))),
    )
    grid = DoseGrid()
    grid.show_rows(rows)
    shown(grid)
    grid.focus_first()
    return grid


def test_arrows_move_through_the_cells_that_exist(grid, qtbot):
    visited = []
    grid.entered.connect(visited.append)

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(grid.focusWidget(), key)

    assert visited == ["h2", "h3", "b1", "p2", "b1"]


def test_enter_opens_the_focused_cell(grid, qtbot):
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.keyClick(grid.focusWidget(), Qt.Key.Key_Return)

    assert opened.args == ["h1"]


def test_the_focus_of_the_grid_survives_new_rows(grid):
    grid.focus_key("h3")

    grid.show_rows((DoseRow("乙肝", tuple(DoseFace(f"h{n}", DoseMark.VALID, "2022-01-01") for n in (1, 2, 3))),))

    assert grid.focusWidget().face.key == "h3"


def test_a_dose_cell_says_vaccine_column_date_and_mark(grid):
    assert grid.focusWidget().accessibleName() == "乙肝 第 1 剂 2022-01-01 有效 批号"
