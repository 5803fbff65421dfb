"""A booklet's pages (版式): where every field of every preprinted row stands, in millimetres from the upper left."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

DOSE_FIELDS = ("vaccine", "date", "site", "lot", "expiry", "maker", "clinic", "vaccinator", "remark")
PERSON_FIELDS = (
    "name", "sex", "birth_date", "child_code", "booklet_number", "citizen_id", "birth_weight", "guardian", "relation",
    "phone", "village", "issued_on", "issued_by", "clinic",
)  # fmt: skip
FIELDS = frozenset({*DOSE_FIELDS, *PERSON_FIELDS})


class PageKind(Enum):
    """What a page is for: rows of the programme, empty rows for anything else, or the person (基本信息页)."""

    PROGRAMME = "programme"
    FREE = "free"
    PERSON = "person"


class Fold(Enum):
    """Where the opened page is folded: nowhere, across (上下两半), or upright (左右两半)."""

    NONE = "none"
    ACROSS = "across"
    UPRIGHT = "upright"


class Feed(Enum):
    """How the paper lies when the printer takes it; the value is the turn to the right in degrees."""

    UPRIGHT = 0
    TURNED_RIGHT = 90
    UPSIDE_DOWN = 180
    TURNED_LEFT = 270


class Half(Enum):
    """Which part of an opened page goes into the printer; FIRST is the upper or left half, SECOND the other one."""

    WHOLE = "whole"
    FIRST = "first"
    SECOND = "second"


class Point(msgspec.Struct, frozen=True):
    """A place on the page in millimetres; x to the right, y downwards."""

    x: float
    y: float


class Box(msgspec.Struct, frozen=True):
    """The room of one field, edge to edge of what is preprinted, in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height

    @property
    def centre(self) -> Point:
        """Return the middle."""
        return Point(self.left + self.width / 2, self.top + self.height / 2)

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box shifted, to a tenth of a millimetre."""
        return Box(round(self.left + dx, 1), round(self.top + dy, 1), self.width, self.height)

    def resized(self, dx: float, dy: float) -> Box:
        """Return the box wider and higher, to a tenth of a millimetre; never under one millimetre."""
        return Box(self.left, self.top, max(1.0, round(self.width + dx, 1)), max(1.0, round(self.height + dy, 1)))


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row to be filled.

    Attributes:
        id: name of the row within its page. label: what is preprinted there, for the screen.
        series, dose: the series and counted number the row is for; empty and 0 for a free row or the person's page.
        vaccines: where not empty, only these vaccines belong here (乙脑减毒 beside 乙脑灭活).
        boxes: field -> its box.
    """

    id: str
    label: str
    series: str = ""
    dose: int = 0
    vaccines: tuple[str, ...] = ()
    boxes: dict[str, Box] = {}

    @property
    def is_free(self) -> bool:
        """Whether any dose may be written here."""
        return not self.series

    def accepts(self, vaccine: str) -> bool:
        """Return whether this vaccine belongs into the row."""
        return not self.vaccines or vaccine in self.vaccines


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One opened page as it is put into the printer.

    Attributes:
        fold_at: distance of the fold from the upper or left edge, millimetres; 0 without a fold.
        marks: four points that can be seen on the printed page (the corners of its table), for measuring:
            upper left, upper right, lower left, lower right.
    """

    id: str
    title: str
    kind: PageKind
    width: float
    height: float
    rows: tuple[Row, ...]
    marks: tuple[Point, ...] = ()
    fold: Fold = Fold.NONE
    fold_at: float = 0
    feed: Feed = Feed.UPRIGHT

    def row(self, row_id: str) -> Row | None:
        """Return the row with this id, or None."""
        return next((row for row in self.rows if row.id == row_id), None)

    def area(self, half: Half) -> Box:
        """Return the part of the page that a half is; the whole page where nothing is folded."""
        if half is Half.WHOLE or self.fold is Fold.NONE:
            return Box(0, 0, self.width, self.height)
        if self.fold is Fold.ACROSS:
            top = 0 if half is Half.FIRST else self.fold_at
            return Box(0, top, self.width, self.fold_at if half is Half.FIRST else self.height - self.fold_at)
        left = 0 if half is Half.FIRST else self.fold_at
        return Box(left, 0, self.fold_at if half is Half.FIRST else self.width - self.fold_at, self.height)

    def half_of(self, box: Box) -> Half:
        """Return the half a field stands on."""
        if self.fold is Fold.NONE:
            return Half.WHOLE
        middle = box.centre.y if self.fold is Fold.ACROSS else box.centre.x
        return Half.FIRST if middle < self.fold_at else Half.SECOND


class BookletLayout(msgspec.Struct, frozen=True, kw_only=True):
    """All pages of one edition of the booklet.

    Attributes:
        id: the edition; a clinic's own measuring keeps the id of the model it began with, or has one of its own.
        model: a model that nobody has measured yet (示范版式): a clinic measures its own booklet first.
        note: shown with it; source: where the rows come from.
        clinic_words: what stands in the boxes for the clinic, where its full name has no room; empty for the name.
    """

    id: str
    title: str
    pages: tuple[Page, ...]
    model: bool = False
    note: str = ""
    source: str = ""
    clinic_words: str = ""

    def page(self, page_id: str) -> Page | None:
        """Return the page with this id, or None."""
        return next((page for page in self.pages if page.id == page_id), None)

    def rows(self, kind: PageKind) -> Iterator[tuple[Page, Row]]:
        """Yield the rows of all pages of one kind, in their order; a row whose boxes were all taken out is none."""
        return ((page, row) for page in self.pages if page.kind is kind for row in page.rows if row.boxes)

    def person_page(self) -> Page | None:
        """Return the page of the person, or None where the edition prints none."""
        return next((page for page in self.pages if page.kind is PageKind.PERSON), None)
