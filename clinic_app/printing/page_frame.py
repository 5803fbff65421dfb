"""What is the same on every page of a paper: its size, its head with the bars, its foot with the page number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.printing.bars import Bars, bars_of, draw_bars
from clinic_app.printing.blocks import Block
from clinic_app.printing.column import SMALL, Column
from clinic_app.printing.fonts import Fonts, Weight
from clinic_app.printing.sheet import POINTS_PER_MM, PageSize
from clinic_app.printing.wording import EXERCISE, PAGE_OF

if TYPE_CHECKING:
    from clinic_app.printing.sheet import Sheet

TOP_MM = 9.0
_FOOT_MM, _EXERCISE_MM = 14.5, 5.0
_BARS_HEIGHT_MM, _BARS_TEXT_MM = 9.0, 4.2
_FOOT_BASELINE_MM = 9.0
_TITLE_SIZE, _SUBTITLE_SIZE = 17, 12


class Paper(Enum):
    """Width, height and side margin of a sheet, and how wide captions and bars are on it, in millimetres."""

    A4 = (210, 297, 16, 24, 60)
    A4_ACROSS = (297, 210, 16, 24, 60)
    A5 = (148, 210, 12, 20, 42)
    A5_ACROSS = (210, 148, 14, 22, 60)

    @property
    def size(self) -> PageSize:
        """Edges of the sheet."""
        return PageSize(self.value[0], self.value[1])

    @property
    def margin_mm(self) -> float:
        """White paper on the left and on the right."""
        return self.value[2]

    @property
    def column_mm(self) -> float:
        """Width between the margins."""
        return self.size.width_mm - 2 * self.margin_mm

    @property
    def caption_mm(self) -> float:
        """Width of the captions of a form."""
        return self.value[3]

    @property
    def bars_mm(self) -> float:
        """Room for the bars in the head."""
        return self.value[4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on top of every page.

    Attributes:
        clinic: its name. title: of the paper. subtitle: below it and smaller, such as the title in English.
        about: one line that says whose paper it is, empty for none.
        ticket: printed as bars; empty for none.
        practice: mark the paper as an exercise, above and below.
    """

    clinic: str
    title: str
    about: str = ""
    ticket: str = ""
    practice: bool = False
    subtitle: str = ""


class PageFrame:
    """Head and foot of one paper."""

    def __init__(self, paper: Paper, fonts: Fonts, head: Head, foot: str) -> None:
        self._paper = paper
        self._fonts = fonts
        self._foot = foot
        self._practice = head.practice
        self._ticket = bars_of(head.ticket, paper.bars_mm) if head.ticket else None
        self._blocks = self._head_of(head)
        self.head_mm = sum(block.height_mm for block in self._blocks)
        self.foot_mm = _FOOT_MM + (_EXERCISE_MM if head.practice else 0)

    def draw(self, sheet: Sheet, number: int, pages: int) -> None:
        """Draw head and foot of page `number` (from 1)."""
        top = TOP_MM
        for block in self._blocks:
            block.draw(sheet, top)
            top += block.height_mm
        self._foot_text(sheet, self._foot, 0)
        self._foot_text(sheet, PAGE_OF.format(page=number, pages=pages), 1)
        if self._practice:
            self._foot_text(sheet, EXERCISE, 0.5, above_mm=_EXERCISE_MM)

    def _head_of(self, head: Head) -> list[Block]:
        whole = Column(self._fonts, self._paper.margin_mm, self._paper.column_mm)
        beside = self._paper.column_mm - (self._ticket.width_mm if self._ticket else 0)
        left = Column(self._fonts, self._paper.margin_mm, beside)
        titles = [*left.lines(head.clinic), *left.lines(head.title, _TITLE_SIZE, Weight.BOLD)]
        titles += left.lines(head.subtitle, _SUBTITLE_SIZE) if head.subtitle else []
        blocks = whole.centred(EXERCISE, 12) if head.practice else []
        blocks.append(self._beside_the_bars(titles))
        blocks += whole.lines(head.about) if head.about else []
        return [*blocks, whole.rule(0.5), whole.gap(1)]

    def _beside_the_bars(self, titles: list[Block]) -> Block:
        """Return clinic and title, with the bars in the right corner where there is a ticket."""
        bars = self._ticket
        height = sum(block.height_mm for block in titles)
        if bars is not None:
            height = max(height, _BARS_HEIGHT_MM + _BARS_TEXT_MM + 0.5)

        def draw(sheet: Sheet, top: float) -> None:
            place = top
            for block in titles:
                block.draw(sheet, place)
                place += block.height_mm
            if bars is not None:
                self._draw_bars(sheet, bars, top)

        return Block(height_mm=height, draw=draw)

    def _draw_bars(self, sheet: Sheet, bars: Bars, top: float) -> None:
        left = self._paper.size.width_mm - self._paper.margin_mm - bars.width_mm
        draw_bars(sheet, bars, left, top, _BARS_HEIGHT_MM)
        caption = Column(self._fonts, left, bars.width_mm)
        (line, *_) = caption.centred(bars.text, SMALL, Weight.REGULAR)
        line.draw(sheet, top + _BARS_HEIGHT_MM)

    def _foot_text(self, sheet: Sheet, text: str, place: float, above_mm: float = 0) -> None:
        """Draw one line of the foot; `place` is 0 on the left, 0.5 in the middle, 1 on the right."""
        width = self._fonts.width(text, SMALL, Weight.REGULAR) / POINTS_PER_MM
        left = self._paper.margin_mm + (self._paper.column_mm - width) * place
        sheet.text(left, self._paper.size.height_mm - _FOOT_BASELINE_MM - above_mm, text, SMALL, Weight.REGULAR)
