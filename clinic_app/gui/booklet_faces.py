"""What a page of the booklet looks like on the screen, in millimetres; no Qt, so that presenters may build it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.fit import Fit
from clinic_app.domain.booklet.layout import Fold

if TYPE_CHECKING:
    from clinic_app.domain.booklet.layout import Box, Page, Point

UNMEASURED = Fit()


class BoxLook(Enum):
    """How a box is drawn: empty, with ink in it, to be printed now, in hand in the editor, or wrong."""

    EMPTY = "empty"
    USED = "used"
    NOW = "now"
    IN_HAND = "in_hand"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class BoxFace:
    """One box; `words` stand small in it while nothing is printed there."""

    key: str
    box: Box
    look: BoxLook = BoxLook.EMPTY
    words: str = ""


@dataclass(frozen=True, slots=True)
class PageScan:
    """A scan of the empty page, kept while the program runs.

    Attributes:
        image: a `QImage`, opaque to presenters. px_per_mm: of the scan as it came.
        fit: where the layout's points lie on the scan, measured at four of them.
    """

    image: object
    px_per_mm: float
    fit: Fit = UNMEASURED


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletPageFace:
    """One opened page.

    Attributes:
        width, height, fold_at: millimetres. area: the part that goes into the printer; the rest is dimmed.
        boxes: those in hand last, so that they are drawn above. marks: the four points for measuring.
        words: below the page.
    """

    width: float
    height: float
    boxes: tuple[BoxFace, ...]
    area: Box | None = None
    fold: Fold = Fold.NONE
    fold_at: float = 0
    marks: tuple[Point, ...] = ()
    scan: PageScan | None = None
    words: str = ""


def page_face(page: Page, boxes: tuple[BoxFace, ...], **more: object) -> BookletPageFace:
    """Return the face of a layout's page."""
    known = {"width": page.width, "height": page.height, "fold": page.fold, "fold_at": page.fold_at}
    return BookletPageFace(boxes=boxes, **known, **more)  # type: ignore[arg-type]  # the fields of the page as they are
