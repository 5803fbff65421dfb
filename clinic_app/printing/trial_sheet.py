"""A sheet to try a printer with: rulers that are exactly as long as they say, and bars to scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.printing.bars import bars_of, draw_bars
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.sheet import PageSize, Sheet, one_page
from clinic_app.printing.text_lines import lines_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_NARROW_MM, _MARGIN_MM, _WIDE_MARGIN_MM = 100, 5.0, 20.0
_MARK_MM = 10.0
_TITLE = "打印测试页"
_TODO = "用尺量，要和写的一样长。不一样，请在打印机的设置里关掉“缩放”和“适合纸张”。条码用扫码枪扫一下。"
_LENGTH = "这条线长 {length} 毫米"


def trial_sheet_pdf(size: PageSize, printer: str, fonts_folder: Path, printed_on: date | None) -> bytes:
    """Return a page of this size; `printer` is named on it as far as the fonts can draw it."""
    fonts = fonts_in(fonts_folder)
    is_narrow = size.width_mm < _NARROW_MM
    left = _MARGIN_MM if is_narrow else _WIDE_MARGIN_MM
    wide = size.width_mm - 2 * left
    length = int(wide // 10) * 10
    words = lines_of(f"{fonts.substituted(printer)}\n{_TODO}", wide, 9, Weight.REGULAR, fonts)

    def draw(sheet: Sheet) -> None:
        sheet.text(left, 20, _TITLE, 14, Weight.BOLD)
        _ruler_across(sheet, left, 25, length)
        sheet.text(left, 35, _LENGTH.format(length=length), 9, Weight.REGULAR)
        for place, line in enumerate(words):
            sheet.text(left, 41 + 4.5 * place, line, 9, Weight.REGULAR)
        bars_top = 41 + 4.5 * len(words)
        draw_bars(sheet, bars_of("TEST0001", wide), left, bars_top, 12)
        if not is_narrow:
            _ruler_down(sheet, left, bars_top + 20, int((size.height_mm - bars_top - 40) // 10) * 10)
            _corners(sheet, size)

    return one_page(size, fonts, _TITLE, printed_on, draw)


def _ruler_across(sheet: Sheet, x_mm: float, y_mm: float, length_mm: int) -> None:
    sheet.line(x_mm, y_mm, x_mm + length_mm, y_mm, 0.25)
    for place in range(0, length_mm + 1):
        height = 5 if place % 10 == 0 else 3 if place % 5 == 0 else 2
        sheet.line(x_mm + place, y_mm, x_mm + place, y_mm + height, 0.15)


def _ruler_down(sheet: Sheet, x_mm: float, y_mm: float, length_mm: int) -> None:
    sheet.line(x_mm, y_mm, x_mm, y_mm + length_mm, 0.25)
    for place in range(0, length_mm + 1):
        width = 5 if place % 10 == 0 else 3 if place % 5 == 0 else 2
        sheet.line(x_mm, y_mm + place, x_mm + width, y_mm + place, 0.15)
    sheet.text(x_mm + 8, y_mm + length_mm / 2, _LENGTH.format(length=length_mm), 9, Weight.REGULAR)


def _corners(sheet: Sheet, size: PageSize) -> None:
    """Draw a mark 10 mm from every corner: what of it is missing, the printer cannot reach."""
    for x in (_MARK_MM, size.width_mm - _MARK_MM):
        for y in (_MARK_MM, size.height_mm - _MARK_MM):
            sheet.line(x - 3, y, x + 3, y, 0.2)
            sheet.line(x, y - 3, x, y + 3, 0.2)
