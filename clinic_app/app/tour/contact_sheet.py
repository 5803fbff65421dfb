"""One picture of every paper the tour made: the first page of each kind, as large as can still be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PIL.Image import Image

_WIDTH, _HEIGHT, _COLUMNS, _GAP, _CAPTION = 620, 820, 4, 24, 34
_DPI = 110
TRIAL = "trial"
_SLIP = re.compile(r"T\d{11}(?:-(?P<paper>[a-z-]+))?$")
_STAMPED = re.compile(r"(?P<kind>[a-z_]+(?:-[a-z_]+)?)-\d{8}-\d{6}(?:-\d+)?$")


def write_contact_sheet(papers: Path, target: Path) -> list[str]:
    """Write the picture and return the kinds of paper on it, in alphabetical order; without papers nothing is written.

    Of each kind the newest stands there.
    """
    newest: dict[str, Path] = {}
    for path in sorted(papers.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns):
        newest[kind_of_file(path.stem)] = path
    if newest:
        _sheet(sorted(newest.items())).save(target, optimize=True)
    return sorted(newest)


def kind_of_file(stem: str) -> str:
    """Return the kind of paper, and its form, that the name of a file of the outbox says; a trial sheet is one."""
    if slip := _SLIP.fullmatch(stem):
        return (slip["paper"] or "observation_slip").replace("-", "_")
    stamped = _STAMPED.fullmatch(stem)
    kind = stamped["kind"] if stamped else stem
    return TRIAL if kind.endswith(f"-{TRIAL}") else kind


def _sheet(papers: Iterable[tuple[str, Path]]) -> Image:
    from PIL import Image, ImageDraw, ImageFont

    found = list(papers)
    rows = -(-len(found) // _COLUMNS)
    size = (_COLUMNS * (_WIDTH + _GAP) + _GAP, rows * (_HEIGHT + _CAPTION + _GAP) + _GAP)
    sheet = Image.new("L", size, 226)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(24)
    for place, (kind, path) in enumerate(found):
        left = _GAP + place % _COLUMNS * (_WIDTH + _GAP)
        top = _GAP + place // _COLUMNS * (_HEIGHT + _CAPTION + _GAP)
        page, pages = _first_page(path)
        words = f"{kind}  ({pages})" if pages > 1 else kind
        pen.text((left, top), words, fill=20, font=font)
        page.thumbnail((_WIDTH, _HEIGHT))
        pen.rectangle((left - 1, top + _CAPTION - 1, left + page.width, top + _CAPTION + page.height), outline=90)
        sheet.paste(page, (left, top + _CAPTION))
    return sheet


def _first_page(path: Path) -> tuple[Image, int]:
    """Return the first page of a paper, and how many it has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        page: Image = document[0].render(scale=_DPI / 72, grayscale=True).to_pil()
        return page, len(document)
    finally:
        document.close()
