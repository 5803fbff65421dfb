"""Shared values of the printing tests: the fonts and a slip."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from PIL import Image

from clinic_app.printing.fonts import Fonts, fonts_in
from clinic_app.printing.preview import page_image

_FOLDER = Path(__file__).parents[3] / "resources" / "fonts"
_POINTS_PER_MM = 72 / 25.4


class PaperRead:
    """A PDF as somebody else's program reads it; millimetres from the top left."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._document = pypdfium2.PdfDocument(pdf)
        self._page = self._document[0]
        self._text = self._page.get_textpage()
        self.width_mm, self.height_mm = (edge / _POINTS_PER_MM for edge in self._page.get_size())
        self.metadata = self._document.get_metadata_dict()
        self.pages = len(self._document)

    @property
    def lines(self) -> list[str]:
        return self._text.get_text_range().split("\r\n")

    def box_of(self, text: str) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the ink of the one place where `text` stands."""
        search = self._text.search(text, match_case=True)
        first, count = search.get_next()
        assert search.get_next() is None, f"{text} stands more than once"
        search.close()
        boxes = [self._text.get_charbox(place) for place in range(first, first + count)]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
        above = self.height_mm
        return (
            left / _POINTS_PER_MM,
            above - top / _POINTS_PER_MM,
            right / _POINTS_PER_MM,
            above - bottom / _POINTS_PER_MM,
        )

    def sizes(self) -> set[float]:
        """Sizes of all characters in points."""
        places = range(self._text.count_chars())
        return {round(pdfium.FPDFText_GetFontSize(self._text, place), 2) for place in places} - {1.0}

    def ink_mm(self) -> tuple[float, float]:
        """Leftmost and rightmost edge of anything dark, to a tenth of a millimetre."""
        dark = self.image(254).convert("L").point(lambda grey: 255 if grey < 128 else 0)
        left, _, right, _ = dark.getbbox()
        return left / 10, right / 10

    def fonts(self) -> dict[str, bool]:
        """Name of each font used, and whether it is embedded."""
        found = {}
        for drawn in self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = drawn.get_font()
            found[font.get_base_name()] = font.is_embedded
        return found

    def image(self, dpi: int) -> Image.Image:
        width, height, rgb = page_image(self._pdf, 0, dpi)
        return Image.frombytes("RGB", (width, height), rgb)

    def bars(self, dpi: int) -> list[str]:
        return _code_128_in(self.image(dpi))

    def bars_when_enlarged(self, dpi: int) -> list[str]:
        """Read after doubling the pixels, as for modules of one and a half pixels, which the reader finds too few."""
        image = self.image(dpi)
        return _code_128_in(image.resize((2 * image.width, 2 * image.height), Image.Resampling.BICUBIC))

    def close(self) -> None:
        self._text.close()
        self._page.close()
        self._document.close()


def _code_128_in(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.Code128)]


@pytest.fixture
def read():
    opened = []

    def open_pdf(pdf: bytes) -> PaperRead:
        opened.append(PaperRead(pdf))
        return opened[-1]

    yield open_pdf
    for paper in opened:
        paper.close()


@pytest.fixture(scope="session")
def fonts_folder() -> Path:
    return _FOLDER


@pytest.fixture(scope="session")
def fonts(fonts_folder) -> Fonts:
    return fonts_in(fonts_folder)
