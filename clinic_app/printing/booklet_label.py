"""Labels with bars for booklets (条码标签): on sheets of 24, or one after another on a roll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.bars import bars_of, draw_bars
from clinic_app.printing.fonts import Fonts, Weight, fonts_in
from clinic_app.printing.paper_values import with_marks
from clinic_app.printing.sheet import POINTS_PER_MM, PageSize, many_pages
from clinic_app.printing.text_lines import lines_of
from clinic_app.printing.wording import SEXES, day, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from clinic_app.printing.sheet import Sheet

_TITLE = "条码标签"
_NAME, _ABOUT, _CODE = 11.0, 9.0, 9.0
_NAME_LINES, _SMALLEST = 2, 9.0
_PADDING_MM = 3.0
_BARS_HEIGHT_MM = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPaper:
    """Where labels stand: columns and rows of one size from the upper left corner, in millimetres.

    A roll has one label a page. Source: common sheets of 24 labels (70 x 37 mm) and rolls of 60 x 40 mm.
    """

    page: PageSize
    width_mm: float
    height_mm: float
    columns: int = 1
    rows: int = 1
    left_mm: float = 0
    top_mm: float = 0

    @property
    def on_page(self) -> int:
        """How many labels a page holds."""
        return self.columns * self.rows


SHEET_OF_24 = LabelPaper(page=PageSize(210, 297), width_mm=70, height_mm=37, columns=3, rows=8, top_mm=0.5)
ROLL_60 = LabelPaper(page=PageSize(60, 40), width_mm=60, height_mm=40)
LABEL_PAPERS = {"a4": SHEET_OF_24, "label_60": ROLL_60}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletLabel:
    """One label; `code` becomes the bars and must be printable ASCII."""

    name: str
    code: str
    sex: str = "U"
    born_on: date | None = None


class LabelsDoNotFit(ValueError):
    """The first free place lies beyond the sheet."""


def booklet_labels_pdf(
    labels: Sequence[BookletLabel],
    fonts_folder: Path,
    paper: LabelPaper = SHEET_OF_24,
    *,
    first: int = 1,
    made_on: date | None = None,
    mark_missing: bool = False,
    told: Callable[[int], None] | None = None,
) -> bytes:
    """Return the labels; `first` is the first free place of a sheet that was begun before (1 = upper left).

    Raises:
        LabelsDoNotFit: there is no such place. UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText, BarsDoNotFit: a code is not for bars, or too long for the label.
    """
    if not 1 <= first <= paper.on_page:
        raise LabelsDoNotFit(str(first))
    fonts = fonts_in(fonts_folder)

    def pages() -> Iterator[Callable[[Sheet], None]]:
        places: list[BookletLabel | None] = [*[None] * (first - 1), *labels]
        for start in range(0, len(places), paper.on_page):
            group = places[start : start + paper.on_page]
            yield lambda sheet, group=group: _draw_page(sheet, fonts, paper, group, mark_missing)  # type: ignore[misc]  # one argument

    return many_pages(paper.page, fonts, _TITLE, made_on, pages(), told)


def _draw_page(
    sheet: Sheet, fonts: Fonts, paper: LabelPaper, labels: Sequence[BookletLabel | None], mark_missing: bool
) -> None:
    for place, label in enumerate(labels):
        if label is not None:
            left = paper.left_mm + place % paper.columns * paper.width_mm
            top = paper.top_mm + place // paper.columns * paper.height_mm
            _draw_label(sheet, fonts, with_marks(label, fonts) if mark_missing else label, paper, left, top)


def _draw_label(sheet: Sheet, fonts: Fonts, label: BookletLabel, paper: LabelPaper, left: float, top: float) -> None:
    width = paper.width_mm - 2 * _PADDING_MM
    bars = bars_of(label.code, width, white_beside_mm=_PADDING_MM)
    size = _NAME if len(lines_of(label.name, width, _NAME, Weight.BOLD, fonts)) <= _NAME_LINES else _SMALLEST
    names = lines_of(label.name, width, size, Weight.BOLD, fonts)
    step = size * 1.15 / POINTS_PER_MM
    used = len(names) * step + _ABOUT * 1.25 / POINTS_PER_MM + 1.5 + _BARS_HEIGHT_MM + 3.6
    baseline = top + max(_PADDING_MM, (paper.height_mm - used) / 2)
    for line in names:
        baseline += step
        sheet.text(left + _PADDING_MM, baseline, line, size, Weight.BOLD)
    about = "　".join(part for part in (word(SEXES, label.sex) if label.sex != "U" else "", day(label.born_on)) if part)
    baseline += _ABOUT * 1.25 / POINTS_PER_MM
    sheet.text(left + _PADDING_MM, baseline, about, _ABOUT, Weight.REGULAR)
    bars_top = baseline + 1.5
    middle = left + paper.width_mm / 2
    draw_bars(sheet, bars, middle - bars.width_mm / 2, bars_top, _BARS_HEIGHT_MM)
    wide = fonts.width(label.code, _CODE, Weight.REGULAR) / POINTS_PER_MM
    sheet.text(middle - wide / 2, bars_top + _BARS_HEIGHT_MM + 3.6, label.code, _CODE, Weight.REGULAR)
