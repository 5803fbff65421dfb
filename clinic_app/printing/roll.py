"""Slips on roll paper: a column of lines, frames and bars, as long as what stands in it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.printing.bars import bars_of, draw_bars
from clinic_app.printing.fonts import Fonts, Weight
from clinic_app.printing.sheet import POINTS_PER_MM, PageSize, Sheet, one_page
from clinic_app.printing.text_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

SMALLEST_SIZE = 9
_LEADING = 1.3
_ASCENT = 0.88
_DOT_MM = 0.125
_TOP_MM = _BOTTOM_MM = 3
_BARS_HEIGHT_MM = 12
_FRAME_LINE_MM = 0.75
_FRAME_PADDING_MM = 2.5


class RollPaper(Enum):
    """Paper of a slip printer; the value is its width and the width its head reaches, in millimetres."""

    MM_80 = (80, 72)
    MM_58 = (58, 48)

    @property
    def paper_mm(self) -> int:
        """Width of the paper."""
        return self.value[0]

    @property
    def column_mm(self) -> int:
        """Width the head can print, in the middle of the paper."""
        return self.value[1]


class Roll:
    """A slip being put together from the top; `pdf` cuts it off below the last block.

    Every size is in points and at least 9: a line that is too long is broken, never shrunk.
    """

    def __init__(self, paper: RollPaper, fonts: Fonts) -> None:
        self._paper = paper
        self._fonts = fonts
        self._left = (paper.paper_mm - paper.column_mm) / 2
        self._length = float(_TOP_MM)
        self._drawings: list[Callable[[Sheet], None]] = []

    def paragraph(self, text: str, size: float, weight: Weight = Weight.REGULAR) -> None:
        """Add a text from the left edge."""
        for line in lines_of(text, self._paper.column_mm, size, weight, self._fonts):
            self._line(self._left, line, size, weight)

    def heading(self, text: str, size: float) -> None:
        """Add a bold text in the middle."""
        for line in lines_of(text, self._paper.column_mm, size, Weight.BOLD, self._fonts):
            self._line(self._middle(line, size), line, size, Weight.BOLD)

    def framed(self, caption: str, text: str, *, largest: int, smallest: int) -> None:
        """Add a thick frame around a caption and one text as large as the column allows."""
        top = self._length
        inner = self._paper.column_mm - 2 * _FRAME_PADDING_MM
        self._length += _FRAME_PADDING_MM
        for line in lines_of(caption, inner, 14, Weight.BOLD, self._fonts):
            self._line(self._middle(line, 14), line, 14, Weight.BOLD)
        size = self._largest_that_fits(text, inner, largest, smallest)
        for line in lines_of(text, inner, size, Weight.BOLD, self._fonts):
            self._line(self._middle(line, size), line, size, Weight.BOLD)
        self._length += _FRAME_PADDING_MM
        self._frame(top, self._length - top)
        self.gap(1)

    def bars(self, text: str) -> None:
        """Add a code 128 across the column with its text below; the white edges of the paper are its quiet zones."""
        bars = bars_of(text, self._paper.column_mm, white_beside_mm=self._left)
        left = self._left + round((self._paper.column_mm - bars.width_mm) / 2 / _DOT_MM) * _DOT_MM
        top = self._length
        self._drawings.append(lambda sheet: draw_bars(sheet, bars, left, top, _BARS_HEIGHT_MM))
        self._length += _BARS_HEIGHT_MM
        self.heading(text, 11)

    def rule(self) -> None:
        """Add a thin line across the column."""
        top = self._length + 1
        self._drawings.append(lambda sheet: sheet.block(self._left, top, self._paper.column_mm, 2 * _DOT_MM))
        self.gap(2)

    def gap(self, height_mm: float) -> None:
        """Leave white paper."""
        self._length += height_mm

    def pdf(self, title: str, made_on: date | None) -> bytes:
        """Return the slip; see `one_page` for title and day."""
        size = PageSize(self._paper.paper_mm, self._length + _BOTTOM_MM)
        return one_page(size, self._fonts, title, made_on, self._draw)

    def _draw(self, sheet: Sheet) -> None:
        for drawing in self._drawings:
            drawing(sheet)

    def _line(self, x_mm: float, line: str, size: float, weight: Weight) -> None:
        size_mm = max(size, SMALLEST_SIZE) / POINTS_PER_MM
        baseline = self._length + size_mm * (_ASCENT + (_LEADING - 1) / 2)
        self._drawings.append(lambda sheet: sheet.text(x_mm, baseline, line, max(size, SMALLEST_SIZE), weight))
        self._length += size_mm * _LEADING

    def _frame(self, top: float, height: float) -> None:
        half = _FRAME_LINE_MM / 2
        width = self._paper.column_mm - _FRAME_LINE_MM
        self._drawings.append(
            lambda sheet: sheet.frame(self._left + half, top + half, width, height - 2 * half, _FRAME_LINE_MM)
        )

    def _middle(self, line: str, size: float) -> float:
        return (self._paper.paper_mm - self._fonts.width(line, size, Weight.BOLD) / POINTS_PER_MM) / 2

    def _largest_that_fits(self, text: str, width_mm: float, largest: int, smallest: int) -> int:
        sizes = range(largest, smallest, -1)
        return next((size for size in sizes if self._width_mm(text, size) <= width_mm), smallest)

    def _width_mm(self, text: str, size: float) -> float:
        return self._fonts.width(text, size, Weight.BOLD) / POINTS_PER_MM
