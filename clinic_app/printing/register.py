"""A register on A4 across, page by page: rows are read twice and never held, so that length costs no memory.

The first reading finds where the pages end (a row is as high as its longest cell), the second draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Fonts, Weight, fonts_in
from clinic_app.printing.register_forms import FORMS
from clinic_app.printing.sheet import POINTS_PER_MM, PageSize, Sheet, many_pages
from clinic_app.printing.text_lines import lines_of
from clinic_app.printing.wording import EXERCISE, PAGE_OF, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from clinic_app.printing.register_forms import RegisterRow

_PAGE = PageSize(297, 210)
_LEFT_MM, _WIDTH_MM, _NUMBER_MM = 10.0, 277.0, 11.0
_TOP_MM, _TABLE_MM, _BOTTOM_MM = 9.0, 25.0, 190.0
_SIZE = 9.0
_LINE_MM, _PADDING_MM, _INSIDE_MM = 3.9, 0.8, 0.8
_RULE_MM = 0.15
_NONE = "本月没有记录"
_SIGNINGS = ("填写人", "审核人", "日期")
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHead:
    """What stands on every page: `form` is a key of `FORMS`, `month` its first day."""

    form: str
    clinic: str
    month: date
    printed_on: date | None = None
    practice: bool = False


def register_pdf(
    head: RegisterHead,
    rows: Callable[[], Iterable[RegisterRow]],
    fonts_folder: Path,
    told: Callable[[int], None] | None = None,
) -> tuple[bytes, str]:
    """Return the register, and the characters no font draws, which stand as 〓.

    Args:
        head: of every page.
        rows: gives the rows each time it is called; the same ones both times.
        fonts_folder: where the bundled fonts are.
        told: hears 0 while rows are measured, then how many pages are drawn; what it raises ends the work.
    """
    fonts = fonts_in(fonts_folder)
    table = _Table(head, fonts)
    breaks, missing = table.measured(rows(), told)
    pages = table.pages(rows(), breaks)
    return many_pages(_PAGE, fonts, FORMS[head.form].title, head.printed_on, pages, told), missing


class _Table:
    """The columns of one register, their edges, and its rows as lines of text."""

    def __init__(self, head: RegisterHead, fonts: Fonts) -> None:
        form = FORMS[head.form]
        shares = sum(share for _, share in form.columns)
        room = _WIDTH_MM - _NUMBER_MM
        self._head, self._form, self._fonts = head, form, fonts
        self._widths = [_NUMBER_MM, *(room * share / shares for _, share in form.columns)]
        self._edges = [_LEFT_MM]
        for width in self._widths:
            self._edges.append(self._edges[-1] + width)
        self._lines = lru_cache(maxsize=_REMEMBERED)(self._broken)

    def measured(self, rows: Iterable[RegisterRow], told: Callable[[int], None] | None) -> tuple[list[int], str]:
        """Return how many rows each page takes, and the characters no font draws."""
        breaks, used, on_page = [], 0.0, 0
        missing: set[str] = set()
        for row in rows:
            cells = self._form.worded(row)
            for cell in cells:
                missing.update(glyph.character for glyph in self._fonts.missing(cell))
            height = self._height(self._cells(0, cells))
            if on_page and used + height > self._room():
                breaks.append(on_page)
                used, on_page = 0.0, 0
                if told is not None:
                    told(0)
            used += height
            on_page += 1
        return [*breaks, on_page], "".join(sorted(missing))

    def pages(self, rows: Iterable[RegisterRow], breaks: Sequence[int]) -> Iterator[Callable[[Sheet], None]]:
        """Yield a drawing a page; the rows of one page are read when it is drawn."""
        reading = iter(rows)
        first = 1
        for number, count in enumerate(breaks, start=1):
            cells = [self._cells(first + place, self._form.worded(next(reading))) for place in range(count)]
            yield self._page(number, len(breaks), cells)
            first += count

    def _page(self, number: int, pages: int, rows: Sequence[Sequence[list[str]]]) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            self._draw_head(sheet)
            top = self._draw_captions(sheet)
            self._horizontal(sheet, top)
            for row in rows:
                self._draw_row(sheet, top, row)
                top += self._height(row)
                self._horizontal(sheet, top)
            if not rows:
                sheet.text(_LEFT_MM + _INSIDE_MM, top + 8, _NONE, 11, Weight.REGULAR)
            for edge in self._edges:
                sheet.line(edge, _TABLE_MM, edge, top, _RULE_MM)
            self._draw_foot(sheet, number, pages)

        return draw

    def _draw_head(self, sheet: Sheet) -> None:
        head = self._head
        sheet.text(_LEFT_MM, _TOP_MM + 5, self._fonts.substituted(head.clinic), 10.5, Weight.REGULAR)
        title = f"{self._form.title}　{head.month.year}年{head.month.month}月"
        wide = self._fonts.width(title, 16, Weight.BOLD) / POINTS_PER_MM
        sheet.text((_PAGE.width_mm - wide) / 2, _TOP_MM + 10, title, 16, Weight.BOLD)
        if head.practice:
            wide = self._fonts.width(EXERCISE, 11, Weight.BOLD) / POINTS_PER_MM
            sheet.text(_LEFT_MM + _WIDTH_MM - wide, _TOP_MM + 5, EXERCISE, 11, Weight.BOLD)

    def _draw_captions(self, sheet: Sheet) -> float:
        """Draw the head of the table and return where the rows begin."""
        captions = [self._lines(place, caption) for place, caption in enumerate(self._captions())]
        height = self._height(captions)
        self._horizontal(sheet, _TABLE_MM)
        self._draw_row(sheet, _TABLE_MM, captions, Weight.BOLD)
        return _TABLE_MM + height

    def _draw_row(self, sheet: Sheet, top: float, cells: Sequence[list[str]], weight: Weight = Weight.REGULAR) -> None:
        for left, lines in zip(self._edges, cells, strict=False):
            for place, line in enumerate(lines):
                if line:
                    sheet.text(left + _INSIDE_MM, top + _PADDING_MM + 3.0 + place * _LINE_MM, line, _SIZE, weight)

    def _draw_foot(self, sheet: Sheet, number: int, pages: int) -> None:
        place = _LEFT_MM
        for caption in _SIGNINGS:
            sheet.text(place, 199, caption, 10, Weight.REGULAR)
            sheet.line(place + 15, 200, place + 50, 200, 0.2)
            place += 58
        words = PAGE_OF.format(page=number, pages=pages)
        if self._head.printed_on:
            words = f"打印日期 {day(self._head.printed_on)}　{words}"
        wide = self._fonts.width(words, _SIZE, Weight.REGULAR) / POINTS_PER_MM
        sheet.text(_LEFT_MM + _WIDTH_MM - wide, 199, words, _SIZE, Weight.REGULAR)

    def _horizontal(self, sheet: Sheet, y_mm: float) -> None:
        sheet.line(_LEFT_MM, y_mm, _LEFT_MM + _WIDTH_MM, y_mm, _RULE_MM)

    def _captions(self) -> list[str]:
        return ["序号", *(caption for caption, _ in self._form.columns)]

    def _cells(self, number: int, texts: Sequence[str]) -> list[list[str]]:
        return [[str(number)], *(self._lines(place, text) for place, text in enumerate(texts, start=1))]

    def _height(self, cells: Sequence[list[str]]) -> float:
        return max(len(lines) for lines in cells) * _LINE_MM + 2 * _PADDING_MM

    def _room(self) -> float:
        captions = [self._lines(place, caption) for place, caption in enumerate(self._captions())]
        return _BOTTOM_MM - _TABLE_MM - self._height(captions)

    def _broken(self, column: int, text: str) -> list[str]:
        """Return the lines of a cell; a long word is broken, nothing is cut off."""
        width = self._widths[column] - 2 * _INSIDE_MM
        return lines_of(self._fonts.substituted(text), width, _SIZE, Weight.REGULAR, self._fonts)
