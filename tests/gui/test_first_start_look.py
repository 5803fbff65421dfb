"""The pages of the first start on every screen: nothing clipped, everything with a name."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QWidget

from tests.gui.first_start_hands import AtTheFirstStart, spoilt

pytestmark = pytest.mark.gui


@pytest.fixture
def nurse(qtbot, tmp_path):
    at_work = AtTheFirstStart(qtbot, tmp_path)
    yield at_work
    at_work.close()


SCREENS = [(1366, 768), (1280, 680), (1093, 614)]


def scrolls(widget):
    while widget is not None and not isinstance(widget, QAbstractScrollArea):
        widget = widget.parentWidget()
    return widget is not None


def assert_nothing_is_clipped(nurse):
    QTest.qWait(20)
    window = nurse.window
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or scrolls(widget) or widget is window.focus_ring or widget.isWindow():
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        assert corner.x() >= 0, widget.accessibleName()
        assert corner.x() + widget.width() <= window.width(), widget.accessibleName()
        assert corner.y() + widget.height() <= window.height(), widget.accessibleName()
        least = widget.minimumSizeHint()
        assert widget.width() >= min(least.width(), widget.maximumWidth()), (widget, widget.accessibleName())
        assert widget.height() >= min(least.height(), widget.maximumHeight()), (widget, widget.accessibleName())


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_no_step_is_clipped_on_any_screen(qtbot, tmp_path, width, height):
    nurse = AtTheFirstStart(qtbot, tmp_path, size=(width, height))
    long_name = "威宁彝族回族苗族自治县马城镇中心卫生院预防接种门诊"

    nurse.press("F9")
    assert_nothing_is_clipped(nurse)
    nurse.fill_clinic(name=long_name).press("F9", "F9")
    assert_nothing_is_clipped(nurse)
    nurse.type("序号\t村名\n1\t李家沟村\n2\t李家沟村\n3\t马城社区\n" + "很" * 31).press("F9")
    rename = ("Tab", "Tab", "Enter")
    nurse.press(*rename).empty_field().press("Enter")
    assert_nothing_is_clipped(nurse)
    nurse.press("Esc", "F9", "F9")
    assert_nothing_is_clipped(nurse)
    nurse.fill_admin("阿依古丽·买买提", may="2").press("F9", "F10")
    assert_nothing_is_clipped(nurse)
    nurse.empty_field().press("F9")
    assert_nothing_is_clipped(nurse)
    nurse.add_person(may="1").press("F9", "F6")
    nurse.wait_until_it_says("已放进打印夹")
    assert_nothing_is_clipped(nurse)
    nurse.type(spoilt(nurse.draft.code, 13))
    assert_nothing_is_clipped(nurse)
    nurse.empty_field().type(nurse.draft.code).press("F9")
    assert_nothing_is_clipped(nurse)
    assert (nurse.window.width(), nurse.window.height()) == (width, height)
    nurse.close()


def test_everything_that_takes_the_focus_says_what_it_shows(nurse):
    for come in (lambda: None, nurse.come_to_villages, nurse.fill_villages):
        come()
        assert_everything_speaks(nurse)
    nurse.press("F9")
    assert_everything_speaks(nurse)
    nurse.fill_admin().press("F9")
    assert_everything_speaks(nurse)
    nurse.add_person().press("F9")
    assert_everything_speaks(nurse)


def assert_everything_speaks(nurse):
    for widget in nurse.window.findChildren(QWidget):
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if stops and widget.isVisible() and not isinstance(widget, QHeaderView):
            assert widget.accessibleName(), widget
