"""A blank booklet page, laid crookedly under a scanner; measuring it with a ruler; laying print over it. Tests only."""

import re
from dataclasses import dataclass
from math import cos, radians, sin

import pypdfium2
from measured_boxes import Cell, PaperPage
from PIL import Image, ImageDraw

from clinic_app.printing.preview import page_image

PER_MM = 10
DPI = 25.4 * PER_MM
CLEARANCE_MM = 0.5
_INK = 150
_POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Crooked:
    """How the page lies: turned to the right about its corner, scaled, shifted; in degrees and millimetres."""

    turn: float = 0.7
    scale: float = 0.985
    right: float = 2.6
    down: float = 1.3

    def at(self, x: float, y: float) -> tuple[float, float]:
        c, s = self.scale * cos(radians(self.turn)), self.scale * sin(radians(self.turn))
        return c * x - s * y + self.right, s * x + c * y + self.down


STRAIGHT = Crooked(0, 1, 0, 0)


def scan_of(paper: PaperPage, lies: Crooked) -> Image.Image:
    """Return the blank page as the scanner gives it: the frame, and every cell, black on white."""
    image = Image.new("L", (round(paper.width * PER_MM) + 60, round(paper.height * PER_MM) + 60), 255)
    draw = ImageDraw.Draw(image)
    for cell in [paper.frame, *paper.cells()]:
        corners = [(cell.left, cell.top), (cell.right, cell.top), (cell.right, cell.bottom), (cell.left, cell.bottom)]
        placed = [tuple(PER_MM * edge for edge in lies.at(*corner)) for corner in corners]
        draw.line([*placed, placed[0]], fill=0, width=2)
    return image


def measured_corners(scan: Image.Image) -> list[tuple[float, float]]:
    """Return the corners of the table as a ruler finds them on the scan, to a tenth; the upper two first."""
    width = scan.width
    pixels = scan.tobytes()
    ends = {place for found in re.finditer(rb"\x00+", pixels) for place in (found.start(), found.end() - 1)}
    dark = [(place % width, place // width) for place in ends]
    corners = (
        min(dark, key=lambda p: p[0] + p[1]),
        max(dark, key=lambda p: p[0] - p[1]),
        min(dark, key=lambda p: p[0] - p[1]),
        max(dark, key=lambda p: p[0] + p[1]),
    )
    return [(round(x / PER_MM, 1), round(y / PER_MM, 1)) for x, y in corners]


def printed(pdf: bytes) -> Image.Image:
    """Return the printed page as a picture of the same scale as a scan."""
    width, height, rgb = page_image(pdf, 0, DPI)
    return Image.frombytes("RGB", (width, height), rgb).convert("L")


def laid_straight(image: Image.Image, paper: PaperPage, lies: Crooked) -> Image.Image:
    """Return the picture as it looks when the page below is laid straight again."""
    c, s = lies.scale * cos(radians(lies.turn)), lies.scale * sin(radians(lies.turn))
    size = (round(paper.width * PER_MM), round(paper.height * PER_MM))
    back = (c, -s, lies.right * PER_MM, s, c, lies.down * PER_MM)
    return image.transform(size, Image.Transform.AFFINE, back, Image.Resampling.BICUBIC, fillcolor=255)


def ink_out_of_place(straight: Image.Image, cells: list[Cell]) -> list[str]:
    """Return what is wrong: cells without ink, and ink nearer than half a millimetre to the rules or anywhere else."""
    ink = straight.point(lambda grey: 255 if grey < _INK else 0)
    wrong = []
    for cell in cells:
        inside = tuple(
            round(edge * PER_MM)
            for edge in (
                cell.left + CLEARANCE_MM,
                cell.top + CLEARANCE_MM,
                cell.right - CLEARANCE_MM,
                cell.bottom - CLEARANCE_MM,
            )
        )
        if ink.crop(inside).getbbox() is None:
            wrong.append(f"nothing in {cell}")
        ink.paste(0, inside)
    if (rest := ink.getbbox()) is not None:
        wrong.append(f"ink from {rest[0] / PER_MM},{rest[1] / PER_MM} to {rest[2] / PER_MM},{rest[3] / PER_MM}")
    return wrong


def words_in(pdf: bytes, cell: Cell, lies: Crooked) -> str:
    """Return the text a reader extracts from a cell of the crooked page, without line breaks."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    corners = [lies.at(x, y) for x in (cell.left, cell.right) for y in (cell.top, cell.bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    above = page.get_size()[1]
    found = text.get_text_bounded(
        left=min(xs) * _POINTS_PER_MM,
        right=max(xs) * _POINTS_PER_MM,
        top=above - min(ys) * _POINTS_PER_MM,
        bottom=above - max(ys) * _POINTS_PER_MM,
    )
    text.close()
    page.close()
    document.close()
    return found.replace("\r\n", "").replace("\n", "").strip()  # a reader puts a blank between columns
