"""What a reader sees on the pages of a PDF: where each character and each line stands, and what collides."""

from contextlib import closing
from dataclasses import dataclass
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

from clinic_app.printing.preview import page_count, page_image

_POINTS_PER_MM = 72 / 25.4
_TOUCH_MM = 0.15  # ink may come so near that the boxes meet
_THICK_MM = 0.6  # a reader makes the box of a line wider by the line on all sides
_FRAME_MM = 8.0  # a path higher and wider than this is a frame around text


@dataclass(frozen=True)
class Ink:
    """A box in millimetres from the upper left corner; `what` is a character or `path`."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Ink") -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > _TOUCH_MM
            and min(self.bottom, other.bottom) - max(self.top, other.top) > _TOUCH_MM
        )

    @property
    def is_frame(self) -> bool:
        return self.right - self.left > _FRAME_MM and self.bottom - self.top > _FRAME_MM


@dataclass(frozen=True)
class PageLook:
    """One page: its edges, its text as a reader extracts it, its characters and its drawn shapes."""

    width_mm: float
    height_mm: float
    text: str
    characters: tuple[Ink, ...]
    paths: tuple[Ink, ...]

    def collisions(self) -> list[tuple[str, str]]:
        """Pairs of characters, or of a character and a line, that stand on each other."""
        ordered = sorted(self.characters, key=lambda ink: ink.top)
        found = []
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if other.top > one.bottom:
                    break
                if one.meets(other):
                    found.append((one.what, other.what))
        lines = [path for path in self.paths if not path.is_frame]
        return found + [(ink.what, "line") for ink in ordered for line in lines if ink.meets(line)]

    def outside(self, sides_mm: float, ends_mm: float) -> list[str]:
        """What lies nearer to the edge of the paper than the margins allow."""
        return [
            ink.what
            for ink in chain(self.characters, self.paths)
            if ink.left < sides_mm - _THICK_MM
            or ink.right > self.width_mm - sides_mm + _THICK_MM
            or ink.top < ends_mm - _THICK_MM
            or ink.bottom > self.height_mm - ends_mm + _THICK_MM
        ]


def looks_of(pdf: bytes) -> list[PageLook]:
    """Read every page."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [_look(document[number]) for number in range(len(document))]


def text_of(pdf: bytes) -> str:
    """Return the text of all pages without breaks, so that a value broken over lines is found whole."""
    return "".join(look.text for look in looks_of(pdf)).replace("\r\n", "").replace("\n", "")


def bars_of_page(pdf: bytes, page: int, dpi: int) -> list[str]:
    """Return what a scanner types for the bars on one page."""
    image = _rendered(pdf, page, dpi)
    return [found.text for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.Code128)]


def finest_bar_mm(pdf: bytes, page: int = 0) -> float:
    """Return the width of the finest bar of the code 128 on a page, measured on its bitmap at 2400 dots an inch."""
    (found,) = zxingcpp.read_barcodes(_rendered(pdf, page, 200), formats=zxingcpp.BarcodeFormat.Code128)
    left, right, top = found.position.top_left.x, found.position.top_right.x, found.position.top_left.y
    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[page]) as sheet:
        width, height = sheet.get_size()
        edges = (left - 10, height / 72 * 200 - top - 6, width / 72 * 200 - right - 10, top + 4)
        strip = sheet.render(scale=2400 / 72, grayscale=True, crop=tuple(edge / 200 * 72 for edge in edges)).to_pil()
    row = "".join("#" if grey < 128 else " " for grey in strip.crop((0, 0, strip.width, 1)).tobytes())
    return min(len(bar) for bar in row.split()) / 2400 * 25.4


def _rendered(pdf: bytes, page: int, dpi: int) -> Image.Image:
    width, height, rgb = page_image(pdf, page, dpi)
    return Image.frombytes("RGB", (width, height), rgb)


def is_black_and_white(pdf: bytes) -> bool:
    """Return whether every page has greys only, from white to black."""
    for page in range(page_count(pdf)):
        width, height, rgb = page_image(pdf, page, 72)
        red, green, blue = Image.frombytes("RGB", (width, height), rgb).split()
        if not red.tobytes() == green.tobytes() == blue.tobytes() or red.getextrema() != (0, 255):
            return False
    return True


def _look(page: pypdfium2.PdfPage) -> PageLook:
    width, height = page.get_size()
    with closing(page), closing(page.get_textpage()) as text:
        return PageLook(
            width_mm=width / _POINTS_PER_MM,
            height_mm=height / _POINTS_PER_MM,
            text=text.get_text_range(),
            characters=tuple(_characters(text, height)),
            paths=tuple(
                _ink("path", drawn.get_bounds(), height)
                for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
            ),
        )


def _characters(text: pypdfium2.PdfTextPage, height: float) -> list[Ink]:
    found = []
    for place in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, place))
        second_half = "\udc00" <= character <= "\udfff"  # of a character above U+FFFF, which is counted twice
        if not character.isspace() and not second_half:
            found.append(_ink(character, text.get_charbox(place), height))
    return [ink for ink in found if ink.right > ink.left]


def _ink(what: str, box: tuple[float, float, float, float], height: float) -> Ink:
    left, bottom, right, top = (edge / _POINTS_PER_MM for edge in box)
    above = height / _POINTS_PER_MM
    return Ink(what, left, above - top, right, above - bottom)
