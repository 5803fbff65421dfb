"""The test page of a booklet printer (测试页): a grid and four numbered crosses, to be measured with a ruler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import Point
from clinic_app.printing.booklet_page import BookletSheet, fed, paper_of
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.sheet import one_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from clinic_app.printing.sheet import Sheet

_TITLE = "套打测试页"
_STEP_MM, _CROSS_MM = 10, 4.0
_LINE_MM, _CROSS_LINE_MM = 0.05, 0.25
_SIZE = 9.0
_EXPLAINED = (
    "放正了看，从纸的左上角量到十字中心，量到 0.1 毫米：",
    "先量左边到十字（左右），再量上边到十字（上下）。",
    "应在的位置写在十字旁边，单位毫米。每格 10 毫米。",
)


def fit_test_pdf(sheet: BookletSheet, marks: Sequence[Point], fonts_folder: Path) -> bytes:
    """Return the test page for paper of the sheet's size and way into the printer.

    Args:
        sheet: its texts are not printed; its fit is, so that a second test page shows what is left.
        marks: where the crosses stand, in the millimetres of the sheet's area.
        fonts_folder: where the bundled faces lie.
    """
    fonts = fonts_in(fonts_folder)
    area = sheet.area

    def point(x: float, y: float) -> Point:
        return fed(sheet, Point(x + area.left, y + area.top))

    def line(on: Sheet, x: float, y: float, to_x: float, to_y: float, thick: float) -> None:
        one, other = point(x, y), point(to_x, to_y)
        on.line(one.x, one.y, other.x, other.y, thick)

    def words(on: Sheet, x: float, y: float, text: str, weight: Weight = Weight.REGULAR) -> None:
        at = point(x, y)
        with on.turned(at.x, at.y, sheet.feed.value + sheet.fit.turn_degrees):
            on.text(at.x, at.y, text, _SIZE, weight)

    def draw(on: Sheet) -> None:
        for x in range(_STEP_MM, int(area.width), _STEP_MM):
            line(on, x, 0, x, area.height, _LINE_MM)
        for y in range(_STEP_MM, int(area.height), _STEP_MM):
            line(on, 0, y, area.width, y, _LINE_MM)
        for number, mark in enumerate(marks, start=1):
            line(on, mark.x - _CROSS_MM, mark.y, mark.x + _CROSS_MM, mark.y, _CROSS_LINE_MM)
            line(on, mark.x, mark.y - _CROSS_MM, mark.x, mark.y + _CROSS_MM, _CROSS_LINE_MM)
            caption = f"{number}　{mark.x:.1f} , {mark.y:.1f}"
            left = mark.x + 2 if mark.x < area.width / 2 else mark.x - 27
            words(on, left, mark.y + (6 if mark.y < area.height / 2 else -3), caption, Weight.BOLD)
        for place, text in enumerate(_EXPLAINED):
            words(on, area.width / 2 - 38, area.height / 2 - 6 + 5.5 * place, text)

    return one_page(paper_of(sheet), fonts, _TITLE, None, draw)
