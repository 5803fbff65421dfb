"""A PDF in the making: lines of text, frames and rules placed from the top left in millimetres."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportlab.pdfgen.canvas import Canvas

    from clinic_app.printing.fonts import Fonts, Weight

POINTS_PER_MM = 72 / 25.4
Box = tuple[float, float, float, float]
_UNDATED = date(2000, 1, 1)
# The faces keep a reading position inside, so two documents must not be drawn or saved at the same moment.
_ONE_DOCUMENT = threading.RLock()


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of the paper in millimetres."""

    width_mm: float
    height_mm: float


class Sheet:
    """The page being drawn; x grows to the right and y downwards, both in millimetres."""

    def __init__(self, canvas: Canvas, size: PageSize, fonts: Fonts) -> None:
        self._canvas = canvas
        self._size = size
        self._fonts = fonts

    def text(self, x_mm: float, baseline_mm: float, line: str, size: float, weight: Weight) -> None:
        """Draw one line with its left end at `x_mm`; `size` is in points.

        Raises:
            UnprintableText: a character is in no bundled font.
        """
        x = x_mm * POINTS_PER_MM
        for run in self._fonts.runs(line, weight):
            self._canvas.setFont(run.face, size)
            self._canvas.drawString(x, self._up(baseline_mm), run.text)
            x += self._canvas.stringWidth(run.text, run.face, size)

    @contextmanager
    def turned(self, x_mm: float, y_mm: float, degrees: float) -> Iterator[None]:
        """Turn what is drawn inside about this point, to the right for positive degrees."""
        self._canvas.saveState()
        self._canvas.translate(x_mm * POINTS_PER_MM, self._up(y_mm))
        self._canvas.rotate(-degrees)
        self._canvas.translate(-x_mm * POINTS_PER_MM, -self._up(y_mm))
        try:
            yield
        finally:
            self._canvas.restoreState()

    def frame(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float, line_mm: float) -> None:
        """Draw an empty black frame; the line lies half inside, half outside of the given edges."""
        self._canvas.setLineWidth(line_mm * POINTS_PER_MM)
        self._canvas.rect(*self._box(x_mm, y_mm, width_mm, height_mm), stroke=1, fill=0)

    def line(self, x_mm: float, y_mm: float, to_x_mm: float, to_y_mm: float, line_mm: float) -> None:
        """Draw a black line; half of its thickness lies on either side."""
        self._canvas.setLineWidth(line_mm * POINTS_PER_MM)
        self._canvas.line(x_mm * POINTS_PER_MM, self._up(y_mm), to_x_mm * POINTS_PER_MM, self._up(to_y_mm))

    def tick(self, x_mm: float, y_mm: float, side_mm: float) -> None:
        """Draw a tick (✓) into the square whose upper left corner is given."""
        path = self._canvas.beginPath()
        path.moveTo((x_mm + side_mm * 0.1) * POINTS_PER_MM, self._up(y_mm + side_mm * 0.5))
        path.lineTo((x_mm + side_mm * 0.4) * POINTS_PER_MM, self._up(y_mm + side_mm * 0.85))
        path.lineTo((x_mm + side_mm * 0.9) * POINTS_PER_MM, self._up(y_mm + side_mm * 0.15))
        self._canvas.setLineWidth(side_mm * 0.15 * POINTS_PER_MM)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def block(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> None:
        """Draw a full black rectangle."""
        self.blocks([(x_mm, y_mm, width_mm, height_mm)])

    def blocks(self, boxes: Iterable[Box]) -> None:
        """Draw full black rectangles as one shape.

        One shape, because renderers move the edges of a lone rectangle to whole pixels, which makes bars
        unreadable at screen resolution.
        """
        shape = self._canvas.beginPath()
        for box in boxes:
            shape.rect(*self._box(*box))
        self._canvas.drawPath(shape, stroke=0, fill=1)

    def _box(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Box:
        """Return left, bottom, width and height in points."""
        return x_mm * POINTS_PER_MM, self._up(y_mm + height_mm), width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM

    def _up(self, y_mm: float) -> float:
        return (self._size.height_mm - y_mm) * POINTS_PER_MM


def one_page(size: PageSize, fonts: Fonts, title: str, made_on: date | None, draw: Callable[[Sheet], None]) -> bytes:
    """Return the PDF of one page; see `many_pages`."""
    return many_pages(size, fonts, title, made_on, [draw])


def many_pages(
    size: PageSize,
    fonts: Fonts,
    title: str,
    made_on: date | None,
    drawings: Iterable[Callable[[Sheet], None]],
    told: Callable[[int], None] | None = None,
) -> bytes:
    """Return the PDF of one page a drawing; the same drawings give the same bytes.

    Another document can be made between two pages, so that a long one keeps no slip waiting.

    Args:
        size: of every page.
        fonts: the bundled faces.
        title: what kind of paper this is; never the name of a person, the metadata is readable to anyone.
        made_on: the day in the metadata; None leaves a fixed neutral day.
        drawings: each puts everything onto its empty sheet; taken one after another.
        told: hears how many pages are drawn; what it raises ends the work and goes to the caller.
    """
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    points = (_points(size.width_mm), _points(size.height_mm))
    with _ONE_DOCUMENT:
        # Without a face of ours a canvas begins with Helvetica, which is then named but not embedded.
        canvas = Canvas(stream, points, pageCompression=1, invariant=1, initialFontName=fonts.first_face())
        _describe(canvas, title, made_on or _UNDATED)
    for number, draw in enumerate(drawings, start=1):
        with _ONE_DOCUMENT:
            canvas.setFillGray(0)
            canvas.setStrokeGray(0)
            draw(Sheet(canvas, size, fonts))
            canvas.showPage()
        if told is not None:
            told(number)
    with _ONE_DOCUMENT:
        canvas.save()
    return stream.getvalue()


def _points(length_mm: float) -> float:
    """Return a page edge a hair short, so that rounding never makes a renderer add an empty row of pixels."""
    return int(length_mm * POINTS_PER_MM * 1000) / 1000


def _describe(canvas: Canvas, title: str, made_on: date) -> None:
    canvas.setTitle(title)
    canvas.setProducer("clinic-app")
    canvas.setCreator("clinic-app")
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setDateFormatter(lambda *_: f"D:{made_on:%Y%m%d}000000Z")
