"""Breaking a text into lines that fit: words, numbers and 第3剂 whole, Chinese anywhere else, no comma at a head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.printing.sheet import POINTS_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.printing.fonts import Fonts, Weight

_OPENING = "([{（【《「『“‘"
_HAIR = 1e-6  # points; widths are added up piece by piece
_CLOSING = ")]}）】》」』”’,.;:!?，。、；：！？·%％℃"
# A dose number, a word or number, a run of blanks, or one character; opening marks stay with what follows, closing
# ones with what goes before.
_PIECE = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:第\d+剂|[!-~]+|[^\S\n]+|[^\n])[{re.escape(_CLOSING)}]*",
)


def lines_of(text: str, width_mm: float, size: float, weight: Weight, fonts: Fonts) -> list[str]:
    """Return the lines of `text` set at `size` points in a column of `width_mm`; nothing is cut off or shrunk.

    Raises:
        UnprintableText: a character is in no bundled font.
    """
    width = width_mm * POINTS_PER_MM + _HAIR
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for piece in _pieces_that_fit(paragraph, width, size, weight, fonts):
            needed = fonts.width(piece.rstrip(), size, weight)
            if line and used + needed > width:
                lines.append(line.rstrip())
                line, used = piece.lstrip(), fonts.width(piece.lstrip(), size, weight)
            else:
                line += piece
                used += needed if piece == piece.rstrip() else fonts.width(piece, size, weight)
        lines.append(line.rstrip())
    return lines


def _pieces_that_fit(paragraph: str, width: float, size: float, weight: Weight, fonts: Fonts) -> Iterator[str]:
    """Yield unbreakable pieces; one that is wider than the column alone is given up character by character."""
    for piece in _PIECE.findall(paragraph):
        if len(piece) == 1 or fonts.width(piece.rstrip(), size, weight) <= width:
            yield piece
        else:
            yield from piece
