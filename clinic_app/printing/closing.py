"""The end of a certificate: its codes, who made it when, and the place of the seal (盖章)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.blocks import Block
from clinic_app.printing.codes import QUIET_MM, draw_code, qr_code
from clinic_app.printing.column import SMALL, Column
from clinic_app.printing.fonts import Fonts, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_app.printing.codes import QrCode
    from clinic_app.printing.sheet import Sheet

SEAL_MM = 44.0  # round seals of clinics are 38 to 42 mm wide
_LEAST_SIGNED_MM = 30.0
_GAP_MM = 4.0
_CORNER_MM, _CORNER_LINE_MM = 5.0, 0.25
_SIZE = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingWords:
    """The words around codes and seal.

    Attributes:
        below_codes: what the codes are for. signed: captions and what is written below each.
        sealed: what the seal is stamped over: clinic and day. seal: small, at the foot of the seal's place.
    """

    below_codes: str
    signed: tuple[tuple[str, str], ...]
    sealed: tuple[str, ...]
    seal: str


def closing(column: Column, fonts: Fonts, texts: Sequence[str], words: ClosingWords, *, low: bool) -> list[Block]:
    """Return codes and seal as blocks that each stand on one page: side by side where they fit, else below.

    Raises:
        TextTooLong: a text does not fit a code.
    """
    codes = [qr_code(text, low_correction=low) for text in texts]
    rows = _rows(codes, column.width_mm)
    beside = len(rows) == 1 and _across(codes) + _LEAST_SIGNED_MM + SEAL_MM + _GAP_MM <= column.width_mm
    below = words.below_codes if codes else ""
    if beside or not codes:
        return [_beside(column, fonts, _codes(column, fonts, codes, below), _across(codes), words)]
    drawn = [_codes(column, fonts, row, below if row is rows[-1] else "") for row in rows]
    apart = [block for row in drawn for block in (row, column.gap(QUIET_MM))]
    return [*apart, _beside(column, fonts, column.gap(0), 0, words)]


def _beside(column: Column, fonts: Fonts, codes: Block, across: float, words: ClosingWords) -> Block:
    """Return the codes at the left, the lines in the middle and the seal at the right."""
    left = column.left_mm + across + (_GAP_MM if across else 0)
    room = column.left_mm + column.width_mm - SEAL_MM - _GAP_MM - left
    return _row([codes, _lines(Column(fonts, left, room), words.signed), _seal(column, fonts, words)])


def _across(codes: Sequence[QrCode]) -> float:
    """Return how much of the column the codes take; the first quiet zone lies in the margin."""
    return max(sum(code.side_mm for code in codes) - QUIET_MM, 0.0)


def _rows(codes: Sequence[QrCode], width_mm: float) -> list[list[QrCode]]:
    rows: list[list[QrCode]] = [[]]
    for code in codes:
        if rows[-1] and _across([*rows[-1], code]) > width_mm + QUIET_MM:
            rows.append([])
        rows[-1].append(code)
    return rows


def _codes(column: Column, fonts: Fonts, codes: Sequence[QrCode], below: str) -> Block:
    """Return codes side by side with the words below them; the ink begins where the column does."""
    side = max((code.side_mm for code in codes), default=0.0)
    words = Column(fonts, column.left_mm, max(_across(codes) - QUIET_MM, 1.0)).lines(below, SMALL) if below else []

    def draw(sheet: Sheet, top: float) -> None:
        x = column.left_mm - QUIET_MM
        for code in codes:
            draw_code(sheet, code, x, top - QUIET_MM)
            x += code.side_mm
        _draw_all(sheet, top + side - QUIET_MM - 1, words)

    height = side - QUIET_MM if codes else 0
    return Block(height_mm=height + sum(line.height_mm for line in words), draw=draw)


def _lines(column: Column, signed: Sequence[tuple[str, str]]) -> Block:
    """Return captions with what is written below each."""
    lines: list[Block] = []
    for caption, written in signed:
        lines += [*column.lines(caption, SMALL), *column.lines(written, _SIZE), column.gap(2)]

    def draw(sheet: Sheet, top: float) -> None:
        _draw_all(sheet, top - 1, lines)

    return Block(height_mm=sum(line.height_mm for line in lines), draw=draw)


def _seal(column: Column, fonts: Fonts, words: ClosingWords) -> Block:
    """Return the place of the seal: four corners, in the middle what it is stamped over."""
    left = column.left_mm + column.width_mm - SEAL_MM
    inside = Column(fonts, left + 1, SEAL_MM - 2)
    over = [line for text in words.sealed for line in inside.centred(text, _SIZE)]
    foot = inside.centred(words.seal, SMALL, Weight.REGULAR)
    height = max(SEAL_MM, sum(line.height_mm for line in [*over, *foot]) + 4)

    def draw(sheet: Sheet, top: float) -> None:
        for x, inwards_x in ((left, 1), (left + SEAL_MM, -1)):
            for y, inwards_y in ((top, 1), (top + height, -1)):
                sheet.line(x, y, x + inwards_x * _CORNER_MM, y, _CORNER_LINE_MM)
                sheet.line(x, y, x, y + inwards_y * _CORNER_MM, _CORNER_LINE_MM)
        _draw_all(sheet, top + (height - sum(line.height_mm for line in over)) / 2, over)
        _draw_all(sheet, top + height - sum(line.height_mm for line in foot) - 0.5, foot)

    return Block(height_mm=height + 1, draw=draw)


def _row(blocks: Sequence[Block]) -> Block:
    """Return blocks side by side with one upper edge."""

    def draw(sheet: Sheet, top: float) -> None:
        for block in blocks:
            block.draw(sheet, top)

    return Block(height_mm=max(block.height_mm for block in blocks), draw=draw)


def _draw_all(sheet: Sheet, top: float, blocks: Sequence[Block]) -> None:
    for block in blocks:
        block.draw(sheet, top)
        top += block.height_mm
