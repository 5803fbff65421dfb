"""A text set into a preprinted box: the largest reading size at which it fits, never a smaller one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Weight
from clinic_app.printing.sheet import POINTS_PER_MM
from clinic_app.printing.text_lines import lines_of

if TYPE_CHECKING:
    from clinic_app.printing.fonts import Fonts

SIZES = (10.5, 10.0, 9.5, 9.0)
CLEARANCE_MM = 0.8  # between ink and what is preprinted
_LEADING = 1.1
_ASCENT = 0.88
_OF_A_WORD = frozenset(ascii_letters + digits + "-./·")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class TextTooLong(ValueError):
    """The text does not fit its box at reading size. Nothing is printed; `text` and `field` say which."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field} does not fit its box")
        self.field = field
        self.text = text


@dataclass(frozen=True, slots=True)
class SetText:
    """Lines as they are set: size in points, width of each and distance of their baselines from the top, in mm."""

    lines: tuple[str, ...]
    size: float
    widths_mm: tuple[float, ...]
    baselines_mm: tuple[float, ...]

    @property
    def height_mm(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.size * _LEADING / POINTS_PER_MM


def set_into(field: str, text: str, width_mm: float, height_mm: float, fonts: Fonts) -> SetText:
    """Return `text` set at the largest size that fits without tearing a word, else at the largest that fits.

    Args:
        field: named when it does not fit.
        text: what is to stand there.
        width_mm: of the box, edge to edge.
        height_mm: of the box, edge to edge.
        fonts: the bundled faces.

    Raises:
        TextTooLong: it does not fit at nine points.
        UnprintableText: a character is in no bundled font.
    """
    room_across, room_down = width_mm - 2 * CLEARANCE_MM, height_mm - 2 * CLEARANCE_MM
    for size, may_tear in [*((size, False) for size in SIZES), *((size, True) for size in SIZES)]:
        lines = _lines(text, room_across, size, fonts, may_tear=may_tear)
        step = size * _LEADING / POINTS_PER_MM
        if lines is not None and len(lines) * step <= room_down:
            widths = tuple(fonts.width(line, size, Weight.REGULAR) / POINTS_PER_MM for line in lines)
            above = size * (_ASCENT + (_LEADING - 1) / 2) / POINTS_PER_MM
            return SetText(tuple(lines), size, widths, tuple(above + place * step for place in range(len(lines))))
    raise TextTooLong(field, text)


def _lines(text: str, room_mm: float, size: float, fonts: Fonts, *, may_tear: bool) -> list[str] | None:
    """Return the lines at this size; None when there is no room for one character, or a word would be torn.

    A date is never torn; a lot number or a long name only where no reading size keeps it whole.
    """
    if room_mm < size / POINTS_PER_MM:
        return None
    lines = lines_of(text, room_mm, size, Weight.REGULAR, fonts)
    torn = any(before[-1:] in _OF_A_WORD and after[:1] in _OF_A_WORD for before, after in pairwise(lines))
    return None if torn and (not may_tear or _DATE.fullmatch(text)) else lines
