"""Papers of one or more pages: the same head on each, what was put in flows from page to page, page n of m."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinic_app.printing.blocks import Block, paginated
from clinic_app.printing.column import BODY, SMALL, Cell, Column, Signing
from clinic_app.printing.fonts import Fonts, Weight
from clinic_app.printing.page_frame import TOP_MM, Head, PageFrame, Paper
from clinic_app.printing.sheet import Sheet, many_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from clinic_app.printing.blocks import Placed

_ROW_MM, _DENSE_ROW_MM = 7.5, 5.9
_DENSE_SIZE = 9.5


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: caption, value, and its share of the row's width."""

    caption: str
    value: str
    share: float = 1


def two_abreast(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return rows of double width: the second half of the rows beside the first."""
    half = (len(rows) + 1) // 2
    empty = ("",) * len(rows[0]) if rows else ()
    right = [*rows[half:], empty][:half]
    return [(*one, *other) for one, other in zip(rows[:half], right, strict=True)]


class Pages:
    """A paper being written from the top; `pdf` shares it out over pages. A `dense` one has lower and smaller rows."""

    def __init__(self, paper: Paper, fonts: Fonts, head: Head, foot: str = "", *, dense: bool = False) -> None:
        self._paper = paper
        self._fonts = fonts
        self._frame = PageFrame(paper, fonts, head, foot)
        self._column = Column(fonts, paper.margin_mm, paper.column_mm)
        self._blocks: list[Block] = []
        self._row_mm, self._size = (_DENSE_ROW_MM, _DENSE_SIZE) if dense else (_ROW_MM, BODY)

    def heading(self, text: str, size: float = 12) -> None:
        """Add a bold line that stays with what follows."""
        self._blocks.append(self._column.gap(2, with_next=True))
        self._blocks += self._column.lines(text, size, Weight.BOLD, with_next=True)
        self._blocks.append(self._column.gap(0.8, with_next=True))

    def paragraph(
        self, text: str, size: float = BODY, weight: Weight = Weight.REGULAR, *, with_next: bool = False
    ) -> None:
        """Add a text; an empty one adds nothing."""
        if text:
            self._blocks += self._column.lines(text, size, weight, with_next=with_next)

    def captioned(self, caption: str, text: str, size: float = BODY, *, with_next: bool = False) -> None:
        """Add a text that begins with a bold caption; an empty text adds nothing."""
        if text:
            self._blocks += self._column.captioned(caption, text, size, with_next=with_next)

    def numbered(self, texts: Sequence[str], size: float = BODY) -> None:
        """Add texts with numbers before them."""
        for number, text in enumerate(texts, start=1):
            self._blocks += self._column.captioned(f"{number}.", text, size, ems=1.5)

    def fields(self, *rows: Sequence[Field], least_mm: float = 0) -> None:
        """Add the rows of a form: captions and values in frames."""
        for fields in rows:
            room = self._column.width_mm - len(fields) * self._paper.caption_mm
            whole = sum(field.share for field in fields)
            cells = [
                cell
                for field in fields
                for cell in (
                    Cell(text=field.caption, width_mm=self._paper.caption_mm, size=SMALL),
                    Cell(text=field.value, width_mm=room * field.share / whole, size=self._size),
                )
            ]
            self._blocks += self._column.row(cells, least_mm=max(least_mm, self._row_mm))

    def table(
        self,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[str]],
        *,
        least_mm: float = 0,
        size: float = 0,
        weight: Weight = Weight.REGULAR,
    ) -> None:
        """Add a table; `columns` are captions with their shares of the width, repeated on every page."""
        whole = sum(share for _, share in columns)
        widths = [self._column.width_mm * share / whole for _, share in columns]
        captions = [
            Cell(text=caption, width_mm=width, size=SMALL, weight=Weight.BOLD)
            for (caption, _), width in zip(columns, widths, strict=True)
        ]
        (head,) = self._column.row(captions, with_next=True)
        self._blocks.append(head)
        for row in rows:
            cells = [
                Cell(text=text, width_mm=width, size=size or self._size, weight=weight)
                for text, width in zip(row, widths, strict=True)
            ]
            self._blocks += self._column.row(cells, least_mm=least_mm, head=head)

    def box(self, text: str, *, ticked: bool = False) -> None:
        """Add a box to tick, or one that is ticked."""
        self._blocks.append(self._column.box(text, ticked=ticked))

    def box_row(self, *texts: str, with_next: bool = False) -> None:
        """Add boxes to tick side by side; the words are short."""
        self._blocks.append(replace(self._column.box_row(texts), with_next=with_next))

    def framed(self, text: str, size: float = 12) -> None:
        """Add a bold text in a frame, for what must not be overlooked."""
        cell = Cell(text=text, width_mm=self._column.width_mm, size=size, weight=Weight.BOLD)
        self._blocks += self._column.row([cell], least_mm=9)

    def signings(self, *rows: Sequence[Signing]) -> None:
        """Add rows of lines to sign on, all on one page."""
        *blocks, last = [self._column.signings(places) for places in rows]
        self._blocks += [*(replace(block, with_next=True) for block in blocks), last]

    def centred(self, text: str, size: float) -> None:
        """Add a bold text in the middle."""
        self._blocks += self._column.centred(text, size)

    def rule(self, thick_mm: float = 0.25) -> None:
        """Add a line across the column."""
        self._blocks.append(self._column.rule(thick_mm))

    def gap(self, height_mm: float) -> None:
        """Leave white paper."""
        self._blocks.append(self._column.gap(height_mm))

    def blocks(self, *blocks: Block) -> None:
        """Add blocks made elsewhere for `column`."""
        self._blocks += blocks

    @property
    def column(self) -> Column:
        """Return where the blocks stand."""
        return self._column

    def pdf(self, title: str, made_on: date | None) -> bytes:
        """Return the paper; see `many_pages` for title and day."""
        return many_pages(self._paper.size, self._fonts, title, made_on, self.drawings())

    def drawings(self) -> list[Callable[[Sheet], None]]:
        """Return what draws each page, to be put into a document with other papers of this size."""
        room = self._paper.size.height_mm - TOP_MM - self._frame.head_mm - self._frame.foot_mm
        pages = paginated(self._blocks, room)
        return [self._drawing(page, number, len(pages)) for number, page in enumerate(pages, start=1)]

    def _drawing(self, page: tuple[Placed, ...], number: int, pages: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            self._frame.draw(sheet, number, pages)
            for placed in page:
                placed.block.draw(sheet, TOP_MM + self._frame.head_mm + placed.top_mm)

        return draw
