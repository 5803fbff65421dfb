"""Reading QR codes from pictures: what a phone would see on the paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 60_000_000
_ROW = 40  # pixels; codes whose corners lie nearer in height stand in one row


def codes_in_picture(content: bytes) -> tuple[str, ...]:
    """Return the texts of the QR codes in a picture file, in reading order, each once.

    Bytes that are no picture, or one of more than 60 million pixels, have none.
    """
    from PIL import Image as images
    from PIL import ImageOps

    try:
        with images.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return ()
            return _codes_in(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, images.DecompressionBombError):
        return ()


def codes_in_pixels(width: int, height: int, rgb: bytes) -> tuple[str, ...]:
    """Return the texts of the QR codes in rows of three bytes a pixel."""
    from PIL import Image as images

    return _codes_in(images.frombytes("RGB", (width, height), rgb))


def _codes_in(image: Image) -> tuple[str, ...]:
    """Look as the picture is, then enlarged, for modules of few pixels."""
    import zxingcpp

    grey = image.convert("L")
    for scale in (1, 2):
        looked_at = grey if scale == 1 else grey.resize((grey.width * scale, grey.height * scale))
        wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        found = sorted(zxingcpp.read_barcodes(looked_at, formats=wanted), key=_place)
        if found or 4 * grey.width * grey.height > MOST_PIXELS:
            break
    return tuple(dict.fromkeys(code.bytes.decode("utf-8", "replace") for code in found))


def _place(code: object) -> tuple[int, int]:
    corner = code.position.top_left  # type: ignore[attr-defined]  # a value of the reader's own
    return corner.y // _ROW, corner.x
