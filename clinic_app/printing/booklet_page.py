"""Printing over a booklet (接种证套打): exactly the words, into exactly their boxes, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.fit import Fit
from clinic_app.domain.booklet.layout import Box, Feed, Point
from clinic_app.printing.boxed_text import set_into
from clinic_app.printing.fonts import Fonts, Weight, fonts_in
from clinic_app.printing.sheet import POINTS_PER_MM, PageSize, Sheet, one_page
from clinic_app.printing.wording import EXERCISE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

_TITLE = "接种证套打"
_EXERCISE_SIZE, _EXERCISE_TOP_MM = 9.0, 5.0
AS_LAID_OUT = Fit()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxText:
    """The words of one field and its box on the page."""

    field: str
    box: Box
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletSheet:
    """What is printed at one go: a page, or the half of it that lies in the printer.

    Attributes:
        area: the part of the page that is fed, in the page's own millimetres.
        feed: how the paper lies in the printer. fit: what brings this printer's print onto the paper.
        practice: mark the sheet as an exercise, above everything.
    """

    area: Box
    texts: tuple[BoxText, ...]
    feed: Feed = Feed.UPRIGHT
    fit: Fit = AS_LAID_OUT
    practice: bool = False


def booklet_pdf(
    sheet: BookletSheet, fonts_folder: Path, printed_on: date | None = None, *, mark_missing: bool = False
) -> bytes:
    """Return a PDF of one page of the size of the paper as it is fed: to be printed at 100 %, black only.

    Args:
        sheet: what is printed.
        fonts_folder: where the bundled faces lie.
        printed_on: day in the metadata.
        mark_missing: print 〓 for a character no font has; the nurse has been told before.

    Raises:
        TextTooLong: a text does not fit its box at reading size. UnprintableText: a character has no glyph.
    """
    fonts = fonts_in(fonts_folder)
    drawing = _drawing(sheet, fonts, mark_missing=mark_missing)
    return one_page(paper_of(sheet), fonts, _TITLE, printed_on, drawing)


def paper_of(sheet: BookletSheet) -> PageSize:
    """Return the paper as it is fed."""
    width, height = sheet.area.width, sheet.area.height
    upright = sheet.feed in (Feed.UPRIGHT, Feed.UPSIDE_DOWN)
    return PageSize(width, height) if upright else PageSize(height, width)


def _drawing(sheet: BookletSheet, fonts: Fonts, *, mark_missing: bool) -> Callable[[Sheet], None]:
    """Set every text of the sheet and return what draws them; see `booklet_pdf` for what may be raised."""
    words = [(text, fonts.substituted(text.text) if mark_missing else text.text) for text in sheet.texts]
    scale = sheet.fit.scale
    turn = sheet.feed.value + sheet.fit.turn_degrees
    placed = [
        (
            set_into(text.field, line, text.box.width * scale, text.box.height * scale, fonts),
            fed(sheet, text.box.centre),
        )
        for text, line in words
        if line
    ]

    def draw(on: Sheet) -> None:
        if sheet.practice:
            _draw_exercise(on, sheet, fonts)
        for text, centre in placed:
            with on.turned(centre.x, centre.y, turn):
                for line, width, baseline in zip(text.lines, text.widths_mm, text.baselines_mm, strict=True):
                    left, top = centre.x - width / 2, centre.y - text.height_mm / 2
                    on.text(left, top + baseline, line, text.size, Weight.REGULAR)

    return draw


def fed(sheet: BookletSheet, point: Point) -> Point:
    """Return where a point of the page lies on the paper as it is fed, with the printer's fit."""
    placed = sheet.fit.place(Point(point.x - sheet.area.left, point.y - sheet.area.top))
    width, height = sheet.area.width, sheet.area.height
    return {
        Feed.UPRIGHT: placed,
        Feed.TURNED_RIGHT: Point(height - placed.y, placed.x),
        Feed.UPSIDE_DOWN: Point(width - placed.x, height - placed.y),
        Feed.TURNED_LEFT: Point(placed.y, width - placed.x),
    }[sheet.feed]


def _draw_exercise(on: Sheet, sheet: BookletSheet, fonts: Fonts) -> None:
    width = fonts.width(EXERCISE, _EXERCISE_SIZE, Weight.REGULAR) / POINTS_PER_MM
    centre = fed(sheet, Point(sheet.area.left + sheet.area.width / 2, sheet.area.top + _EXERCISE_TOP_MM))
    with on.turned(centre.x, centre.y, sheet.feed.value):
        on.text(centre.x - width / 2, centre.y + 1, EXERCISE, _EXERCISE_SIZE, Weight.REGULAR)
