"""A PDF as pixels: for the preview on the screen and for printing at the resolution of the printer."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import NamedTuple

_POINTS_PER_INCH = 72
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


def _tight_rows(pixels: bytes, *, row_bytes: int, stride: int) -> bytes:
    """Drop the padding at the end of each row."""
    if stride == row_bytes:
        return pixels
    return b"".join(pixels[start : start + row_bytes] for start in range(0, len(pixels), stride))
