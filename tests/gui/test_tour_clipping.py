"""The tour's look for clipping: what is cut is found, what fits is not, what may give way is let pass."""

import pytest
from conftest import a_window
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_app.app.tour import clipping
from clinic_app.gui import painting
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.painted import Painted

pytestmark = pytest.mark.gui


class Line(Painted):
    def __init__(self, text, parent):
        super().__init__(parent)
        self._text = text

    def draw(self, painter: QPainter) -> None:
        painting.paint_text(painter, QRect(0, 0, self.width(), self.height()), self._text, "body", "ink")


@pytest.fixture
def page(qtbot):
    page = QWidget()
    page.resize(400, 300)
    qtbot.addWidget(page)
    a_window(qtbot)  # the theme with its fonts
    page.show()
    return page


def cut(page):
    QTest.qWait(20)
    with clipping.watching() as drawn:
        page.grab()
    return clipping.found(page, drawn)


def put(widget, x, y, width, height):
    widget.setGeometry(x, y, width, height)
    widget.show()


def test_a_page_on_which_everything_fits_has_nothing_cut(page):
    put(Label("百白破 第 3 剂", parent=page), 10, 10, 300, 30)
    put(Line("有效", page), 10, 50, 100, 30)

    assert cut(page) == ()


def test_a_painted_text_that_was_shortened_is_found(page):
    put(Line("距第1剂满3个月", page), 10, 10, 60, 30)

    assert [problem for problem in cut(page) if problem.startswith("shortened: 距第1剂满3个月")]


def test_a_label_too_narrow_or_too_low_for_its_text_is_found(page):
    put(Label("距第1剂满3个月", parent=page), 10, 10, 40, 30)
    put(Label("请家长带孩子到留观区坐好。离开前扫留观条。", wrap=True, parent=page), 10, 60, 120, 20)

    assert [problem.split(":")[0] for problem in cut(page)] == ["too narrow", "too low"]


def test_a_widget_that_reaches_out_of_its_place_is_found(page):
    put(QLineEdit("20270104", page), 350, 10, 100, 40)

    assert cut(page) == ("out of its place: QLineEdit",)


def test_a_reason_somebody_wrote_may_be_shortened(page):
    put(Line("理由：医生已看，可以接种（张敏）", page), 10, 10, 90, 30)

    assert cut(page) == ()


def test_nobody_is_told_of_drawing_when_nobody_looks(page):
    cut(page)

    assert painting.on_drawn is None
