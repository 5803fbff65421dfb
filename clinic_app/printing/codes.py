"""QR codes as vector squares, never finer than a phone or a worn camera reads from paper that was folded."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.printing.sheet import Sheet

MODULE_MM = 0.5
LARGEST_VERSION = 15
BYTES_MEDIUM, BYTES_LOW = 412, 520  # what a code of version 15 holds, by its error correction (ISO/IEC 18004)
_QUIET_MODULES = 4
QUIET_MM = _QUIET_MODULES * MODULE_MM


class TextTooLong(ValueError):
    """The text needs a code above version 15. Nothing is drawn."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """One QR code; `rows` are its modules from the top, True for black, without the quiet zone."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side_mm(self) -> float:
        """Return the edge with the quiet zones of four modules."""
        return (len(self.rows) + 2 * _QUIET_MODULES) * MODULE_MM

    def boxes(self, x_mm: float, y_mm: float) -> Iterator[tuple[float, float, float, float]]:
        """Yield the black runs of all rows; `x_mm` and `y_mm` are the corner of the quiet zone."""
        for number, row in enumerate(self.rows):
            place = _QUIET_MODULES
            for black, run in groupby(row):
                modules = len(list(run))
                if black:
                    top = y_mm + (_QUIET_MODULES + number) * MODULE_MM
                    yield x_mm + place * MODULE_MM, top, modules * MODULE_MM, MODULE_MM
                place += modules


def qr_code(text: str, *, low_correction: bool = False) -> QrCode:
    """Return the code of `text` in UTF-8, as small as holds it; 15 % of it may be spoilt, 7 % with low correction.

    Raises:
        TextTooLong: it would be larger than version 15.
    """
    import segno

    try:
        symbol = segno.make_qr(text, "l" if low_correction else "m", mode="byte", encoding="utf-8", boost_error=False)
    except segno.DataOverflowError as error:
        raise TextTooLong(f"{len(text)} characters") from error
    if int(symbol.version) > LARGEST_VERSION:
        raise TextTooLong(f"{len(text.encode())} bytes")
    return QrCode(tuple(tuple(module == 1 for module in row) for row in symbol.matrix))


def draw_code(sheet: Sheet, code: QrCode, x_mm: float, y_mm: float) -> None:
    """Draw the code; `x_mm` and `y_mm` are the upper left corner of its quiet zone."""
    sheet.blocks(code.boxes(x_mm, y_mm))
