"""A PDF as pixels: for the preview on the screen and for printing at the resolution of the printer."""

from __future__ import annotations

import threading
from contextlib import closing
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage

_POINTS_PER_INCH = 72
_MM_PER_POINT = 25.4 / _POINTS_PER_INCH
_BAND_ROWS = 512
# PDFium is not made for two threads at once.
_ONE_AT_A_TIME = threading.Lock()


class PageImage(NamedTuple):
    """One rendered page.

    Attributes:
        width: in pixels.
        height: in pixels.
        rgb: three bytes a pixel, rows from the top without padding, so a row has 3 x width bytes.
    """

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages the document has."""
    import pypdfium2

    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def page_image(pdf: bytes, page: int, dpi: float) -> PageImage:
    """Return page number `page` (from 0) of `pdf` on white at `dpi`.

    Raises:
        IndexError: the document has no such page.
    """
    import pypdfium2

    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"page {page} of {len(document)}")
        with (
            closing(document[page]) as sheet,
            closing(sheet.render(scale=dpi / _POINTS_PER_INCH, rev_byteorder=True)) as bitmap,
        ):
            rgb = _tight_rows(bytes(bitmap.buffer), row_bytes=3 * bitmap.width, stride=bitmap.stride)
            return PageImage(bitmap.width, bitmap.height, rgb)


def page_sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page in millimetres."""
    import pypdfium2

    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
        return [
            (width * _MM_PER_POINT, height * _MM_PER_POINT)
            for width, height in (document.get_page_size(number) for number in range(len(document)))
        ]


class Band(NamedTuple):
    """A strip of a page across its whole width, one byte of grey a pixel (255 is white), rows without padding.

    `top` is the pixel row of the page it begins with.
    """

    top: int
    width: int
    height: int
    grey: bytes


def page_bands(pdf: bytes, page: int, dpi: float, rows: int = _BAND_ROWS) -> Iterator[Band]:
    """Yield page number `page` (from 0) at exactly `dpi` in strips from the top, never the whole page in memory.

    Unlike `page_image` the page is not stretched to whole pixels: a millimetre is dpi / 25.4 pixels everywhere. The
    lock is free between two strips: papers are made and looked at while a long one prints.
    """
    import pypdfium2

    scale = dpi / _POINTS_PER_INCH
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        sheet = document[page]
        width, height = ceil(sheet.get_width() * scale), ceil(sheet.get_height() * scale)
    try:
        for top in range(0, height, rows):
            with _ONE_AT_A_TIME:
                band = _band(sheet, scale, top, width, min(rows, height - top))
            yield band
    finally:
        with _ONE_AT_A_TIME:
            sheet.close()
            document.close()


def _band(sheet: PdfPage, scale: float, top: int, width: int, height: int) -> Band:
    """Render the rows from `top` on by a matrix, which the convenient call of the library does not offer."""
    import pypdfium2
    from pypdfium2 import raw

    with closing(pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)) as bitmap:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        matrix, clip = raw.FS_MATRIX(scale, 0, 0, scale, 0, -top), raw.FS_RECTF(0, 0, width, height)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, sheet, matrix, clip, raw.FPDF_GRAYSCALE | raw.FPDF_PRINTING)
        return Band(top, width, height, _tight_rows(bytes(bitmap.buffer), row_bytes=width, stride=bitmap.stride))


def _tight_rows(pixels: bytes, *, row_bytes: int, stride: int) -> bytes:
    """Drop the padding at the end of each row."""
    if stride == row_bytes:
        return pixels
    return b"".join(pixels[start : start + row_bytes] for start in range(0, len(pixels), stride))
