"""The column of a page: makes blocks of lines, framed rows, tick boxes and lines to sign on, as wide as the column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from clinic_app.printing.blocks import Block
from clinic_app.printing.fonts import Fonts, Weight
from clinic_app.printing.sheet import POINTS_PER_MM
from clinic_app.printing.text_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_app.printing.sheet import Sheet

BODY, SMALL = 10.5, 9.0
_LEADING = 1.4
_ASCENT = 0.88
_RULE_MM = 0.2
_PADDING_MM = 1.2
_PADDING_ABOVE_MM = 0.6
_LINES_IN_ONE_ROW = 20
_BOX_MM, _BOX_GAP_MM = 3.2, 1.8
_SIGNING_MM = 11.0
_SLOT_GAP_MM = 5.0
_CAPTION_EMS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a framed row; its text is broken to its width."""

    text: str
    width_mm: float
    size: float = BODY
    weight: Weight = Weight.REGULAR


@dataclass(frozen=True, slots=True)
class Signing:
    """A place to sign (签名): the words before the line and what is already written on it."""

    caption: str
    written: str = ""


class Column:
    """Where the blocks of a page stand: `left_mm` from the paper's edge, `width_mm` wide. Sizes are in points."""

    def __init__(self, fonts: Fonts, left_mm: float, width_mm: float) -> None:
        self._fonts = fonts
        self.left_mm = left_mm
        self.width_mm = width_mm

    def lines(
        self, text: str, size: float = BODY, weight: Weight = Weight.REGULAR, *, with_next: bool = False
    ) -> list[Block]:
        """Return one block a line, so that a text may go on over the page."""
        broken = lines_of(text, self.width_mm, size, weight, self._fonts)
        return [self.line(line, size, weight, with_next=with_next) for line in broken]

    def line(self, line: str, size: float, weight: Weight, *, indent_mm: float = 0, with_next: bool = False) -> Block:
        """Return one line that is known to fit."""
        size_mm = size / POINTS_PER_MM

        def draw(sheet: Sheet, top: float) -> None:
            baseline = top + size_mm * (_ASCENT + (_LEADING - 1) / 2)
            sheet.text(self.left_mm + indent_mm, baseline, line, size, weight)

        return Block(height_mm=size_mm * _LEADING, draw=draw, with_next=with_next)

    def captioned(
        self, caption: str, text: str, size: float, *, ems: float = _CAPTION_EMS, with_next: bool = False
    ) -> list[Block]:
        """Return a text beside a bold caption, one block a line; all lines begin `ems` from the left, or farther."""
        left = max(self._width(f"{caption}　", size, Weight.BOLD), ems * size / POINTS_PER_MM)
        broken = lines_of(text, self.width_mm - left, size, Weight.REGULAR, self._fonts)
        first = self.line(caption, size, Weight.BOLD)
        lines = [self.line(line, size, Weight.REGULAR, indent_mm=left, with_next=with_next) for line in broken]

        def draw(sheet: Sheet, top: float) -> None:
            first.draw(sheet, top)
            lines[0].draw(sheet, top)

        return [Block(height_mm=lines[0].height_mm, draw=draw, with_next=with_next or len(lines) > 1), *lines[1:]]

    def centred(self, text: str, size: float, weight: Weight = Weight.BOLD) -> list[Block]:
        """Return one block a line, each in the middle."""
        broken = lines_of(text, self.width_mm, size, weight, self._fonts)
        spare = [(self.width_mm - self._width(line, size, weight)) / 2 for line in broken]
        return [self.line(line, size, weight, indent_mm=left) for line, left in zip(broken, spare, strict=True)]

    def gap(self, height_mm: float, *, with_next: bool = False) -> Block:
        """Return white paper."""
        return Block(height_mm=height_mm, draw=lambda sheet, top: None, with_next=with_next)

    def rule(self, thick_mm: float = _RULE_MM) -> Block:
        """Return a line across the column with a little white around it."""

        def draw(sheet: Sheet, top: float) -> None:
            middle = top + 1 + thick_mm / 2
            sheet.line(self.left_mm, middle, self.left_mm + self.width_mm, middle, thick_mm)

        return Block(height_mm=thick_mm + 2, draw=draw)

    def row(
        self, cells: Sequence[Cell], *, least_mm: float = 0, head: Block | None = None, with_next: bool = False
    ) -> list[Block]:
        """Return a framed row; one with more lines than stand well on a page is given out in several."""
        columns = [lines_of(c.text, c.width_mm - 2 * _PADDING_MM, c.size, c.weight, self._fonts) for c in cells]
        longest = max(len(lines) for lines in columns)
        parts = range(0, longest, _LINES_IN_ONE_ROW)
        return [
            self._framed(
                cells,
                [lines[start : start + _LINES_IN_ONE_ROW] for lines in columns],
                least_mm=least_mm,
                head=head,
                with_next=with_next,
            )
            for start in parts
        ]

    def box(self, text: str, *, ticked: bool = False, size: float = BODY) -> Block:
        """Return an empty or ticked box and the words beside it."""
        indent = _BOX_MM + _BOX_GAP_MM
        broken = lines_of(text, self.width_mm - indent, size, Weight.REGULAR, self._fonts)
        lines = [self.line(line, size, Weight.REGULAR, indent_mm=indent) for line in broken]

        def draw(sheet: Sheet, top: float) -> None:
            edge = top + (lines[0].height_mm - _BOX_MM) / 2
            sheet.frame(self.left_mm + _RULE_MM / 2, edge, _BOX_MM, _BOX_MM, _RULE_MM)
            if ticked:
                sheet.tick(self.left_mm + _RULE_MM / 2, edge, _BOX_MM)
            _draw_all(sheet, top, lines)

        return Block(height_mm=sum(line.height_mm for line in lines) + 0.6, draw=draw)

    def box_row(self, texts: Sequence[str]) -> Block:
        """Return boxes to tick, side by side in equal shares of the width."""
        width = self.width_mm / len(texts)
        boxes = [
            Column(self._fonts, self.left_mm + number * width, width - _SLOT_GAP_MM).box(text)
            for number, text in enumerate(texts)
        ]
        return _side_by_side(boxes)

    def signings(self, places: Sequence[Signing]) -> Block:
        """Return one row of lines to write on, side by side."""
        width = (self.width_mm - _SLOT_GAP_MM * (len(places) - 1)) / len(places)
        slots = [
            Column(self._fonts, self.left_mm + number * (width + _SLOT_GAP_MM), width) for number in range(len(places))
        ]
        parts = [slot.signing(place) for slot, place in zip(slots, places, strict=True)]
        return _side_by_side(parts)

    def signing(self, place: Signing) -> Block:
        """Return one line to write on; what is already written stands on it and may take several lines."""
        caption_mm = self._width(place.caption, BODY, Weight.REGULAR) + 1.5
        beside = Column(self._fonts, self.left_mm + caption_mm, self.width_mm - caption_mm)
        written = beside.lines(place.written) if place.written else []
        caption = self.line(place.caption, BODY, Weight.REGULAR)
        height = max(_SIGNING_MM, sum(line.height_mm for line in written) + 3)

        def draw(sheet: Sheet, top: float) -> None:
            foot = top + height - 1.5
            caption.draw(sheet, foot - caption.height_mm)
            _draw_all(sheet, foot - sum(line.height_mm for line in written), written)
            sheet.line(beside.left_mm, foot, beside.left_mm + beside.width_mm, foot, _RULE_MM)

        return Block(height_mm=height, draw=draw)

    def _framed(
        self,
        cells: Sequence[Cell],
        columns: Sequence[list[str]],
        *,
        least_mm: float,
        head: Block | None,
        with_next: bool,
    ) -> Block:
        edges = [self.left_mm]
        for cell in cells:
            edges.append(edges[-1] + cell.width_mm)
        inside = [
            Column(self._fonts, left + _PADDING_MM, right - left - 2 * _PADDING_MM) for left, right in pairwise(edges)
        ]
        set_lines = [
            [column.line(line, cell.size, cell.weight) for line in lines]
            for column, cell, lines in zip(inside, cells, columns, strict=True)
        ]
        needed = [sum(line.height_mm for line in lines) for lines in set_lines]
        height = max(least_mm, *(each + 2 * _PADDING_ABOVE_MM for each in needed))

        def draw(sheet: Sheet, top: float) -> None:
            _draw_frame(sheet, top, height, edges)
            for lines, used in zip(set_lines, needed, strict=True):
                _draw_all(sheet, top + (height - used) / 2, lines)

        return Block(height_mm=height, draw=draw, head=head, with_next=with_next)

    def _width(self, line: str, size: float, weight: Weight) -> float:
        return self._fonts.width(line, size, weight) / POINTS_PER_MM


def _draw_all(sheet: Sheet, top: float, blocks: Sequence[Block]) -> None:
    for block in blocks:
        block.draw(sheet, top)
        top += block.height_mm


def _side_by_side(blocks: Sequence[Block]) -> Block:
    """Return blocks that stand next to each other on one foot."""
    height = max(block.height_mm for block in blocks)

    def draw(sheet: Sheet, top: float) -> None:
        for block in blocks:
            block.draw(sheet, top + height - block.height_mm)

    return Block(height_mm=height, draw=draw)


def _draw_frame(sheet: Sheet, top: float, height: float, edges: Sequence[float]) -> None:
    """Draw the four sides and the walls between the cells, each a line of its own."""
    half = _RULE_MM / 2
    for y in (top, top + height):
        sheet.line(edges[0] - half, y, edges[-1] + half, y, _RULE_MM)
    for x in edges:
        sheet.line(x, top, x, top + height, _RULE_MM)
