"""Code 128 as vector bars: sized to whole dots of a roll printer, never finer than a hand scanner reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.printing.sheet import Sheet

SMALLEST_MODULE_MM = 0.25
LARGEST_MODULE_MM = 0.5
_DOT_MM = 0.125  # one dot of a 203 dpi head
_QUIET_MODULES = 10
_PAIRED, _CHECK, _END = 4, 103, "11"
_START, _CHANGE = {"B": 104, "C": 105}, {"B": 100, "C": 99}
_PIECES = re.compile(r"[0-9]{4,}|(?:(?![0-9]{4}).)+")


class BarsDoNotFit(ValueError):
    """The code would need bars finer than a scanner reads in the width there is. Nothing is drawn."""


class NoBarsForText(ValueError):
    """Code 128 is for printable ASCII; the text is empty or has other characters. Nothing is drawn."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One code 128 symbol (一维条码).

    Attributes:
        text: what a scanner types.
        modules: "1" for black, "0" for white, from the first to the last bar.
        module_mm: width of one module.
    """

    text: str
    modules: str
    module_mm: float

    @property
    def width_mm(self) -> float:
        """Width with the quiet zones of ten modules on both sides."""
        return (len(self.modules) + 2 * _QUIET_MODULES) * self.module_mm

    def stripes(self) -> Iterator[tuple[float, float]]:
        """Yield left edge and width of each black bar in millimetres, counted from the quiet zone's left end."""
        place = _QUIET_MODULES
        for colour, run in groupby(self.modules):
            modules = len(list(run))
            if colour == "1":
                yield place * self.module_mm, modules * self.module_mm
            place += modules


def bars_of(text: str, available_mm: float, white_beside_mm: float = 0) -> Bars:
    """Return the widest symbol for `text` that fits, in whole printer dots.

    Args:
        text: what a scanner types.
        available_mm: room for the bars; the quiet zones must fit into it together with the white paper beside it.
        white_beside_mm: white paper on either side of that room.

    Raises:
        NoBarsForText: not printable ASCII.
        BarsDoNotFit: the modules would be narrower than 0.25 mm.

    Source: ISO/IEC 15417 (quiet zone 10 modules).
    """
    modules = _modules(text)
    widest_mm = min(
        available_mm / len(modules), (available_mm + 2 * white_beside_mm) / (len(modules) + 2 * _QUIET_MODULES)
    )
    dots = int(widest_mm / _DOT_MM + 1e-9)
    module_mm = min(dots * _DOT_MM, LARGEST_MODULE_MM)
    if module_mm < SMALLEST_MODULE_MM:
        raise BarsDoNotFit(f"{len(text)} characters in {available_mm} mm")
    return Bars(text, modules, module_mm)


def draw_bars(sheet: Sheet, bars: Bars, x_mm: float, y_mm: float, height_mm: float) -> None:
    """Draw the symbol; `x_mm` is the left end of its quiet zone, `y_mm` its upper edge."""
    sheet.blocks((x_mm + left, y_mm, width, height_mm) for left, width in bars.stripes())


def _modules(text: str) -> str:
    if not text or not text.isascii() or not text.isprintable():
        raise NoBarsForText(repr(text))
    from barcode.charsets.code128 import CODES, STOP

    values = _symbols(text)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % _CHECK
    return "".join([*(str(CODES[value]) for value in (*values, check)), str(STOP), _END])


def _symbols(text: str) -> list[int]:
    """Return the symbols: pairs of digits where four follow each other, the odd one before them alone.

    The library's own choice puts the odd digit behind, with one more change of the set: a ticket on narrow paper would
    then need bars of two dots instead of three. Source: ISO/IEC 15417, annex E.
    """
    values: list[int] = []
    for piece in _PIECES.findall(text):
        alone = len(piece) % 2 if piece.isdecimal() and len(piece) >= _PAIRED else len(piece)
        if alone:
            values += [_CHANGE["B"] if values else _START["B"]] if _set_of(values) != "B" else []
            values += [ord(character) - ord(" ") for character in piece[:alone]]
        if piece[alone:]:
            values += [_CHANGE["C"] if values else _START["C"]] if _set_of(values) != "C" else []
            values += [int(piece[place : place + 2]) for place in range(alone, len(piece), 2)]
    return values


def _set_of(values: list[int]) -> str:
    """Return the set the last symbol left."""
    turns = {**{code: name for name, code in _START.items()}, **{code: name for name, code in _CHANGE.items()}}
    return next((turns[value] for value in reversed(values) if value in turns), "")
