"""Reading a layout as it stands in a TOML file: columns and rows there, a box a field here."""

from __future__ import annotations

import msgspec

from clinic_app.domain.booklet.layout import BookletLayout, Box, Feed, Fold, Page, PageKind, Point, Row

Span = tuple[float, ...]
_ACROSS, _WITH_DEPTH = 2, 4
_FEEDS = {feed.name.lower(): feed for feed in Feed}


class LayoutUnreadable(ValueError):
    """The file is no layout; the message says where, in the words of the reader."""


class _FileRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    label: str
    top: float
    series: str = ""
    dose: int = 0
    vaccines: tuple[str, ...] = ()
    height: float | None = None
    boxes: dict[str, tuple[float, float, float, float]] = {}


class _FilePage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`columns`: field -> [left, width], or [left, width, below the row's top, height] for rows of two lines."""

    id: str
    title: str
    kind: PageKind
    width: float
    height: float
    marks: tuple[tuple[float, float], ...] = ()
    fold: Fold = Fold.NONE
    fold_at: float = 0
    feed: str = "upright"
    row_height: float = 0
    columns: dict[str, Span] = {}
    rows: tuple[_FileRow, ...] = ()
    fields: dict[str, tuple[float, float, float, float]] = {}


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    title: str
    note: str
    source: str
    pages: tuple[_FilePage, ...]
    model: bool = False


def layout_from(text: bytes) -> BookletLayout:
    """Return the layout a TOML file holds.

    Raises:
        LayoutUnreadable: it is no TOML, or a value is missing, unknown or of another kind.
    """
    try:
        read = msgspec.toml.decode(text, type=_File)
        pages = tuple(_page(page) for page in read.pages)
    except (msgspec.MsgspecError, ValueError) as error:
        raise LayoutUnreadable(str(error)) from error
    return BookletLayout(
        id=read.id, title=read.title, note=read.note, source=read.source, model=read.model, pages=pages
    )


def _page(page: _FilePage) -> Page:
    if page.feed not in _FEEDS:
        raise ValueError(f"feed {page.feed!r}")
    rows = tuple(_row(page, row) for row in page.rows)
    if page.fields:
        boxes = {field: Box(*edges) for field, edges in page.fields.items()}
        rows = (*rows, Row(id="person", label=page.title, boxes=boxes))
    return Page(
        id=page.id,
        title=page.title,
        kind=page.kind,
        width=page.width,
        height=page.height,
        fold=page.fold,
        fold_at=page.fold_at,
        feed=_FEEDS[page.feed],
        marks=tuple(Point(x, y) for x, y in page.marks),
        rows=rows,
    )


def _row(page: _FilePage, row: _FileRow) -> Row:
    height = page.row_height if row.height is None else row.height
    boxes = {field: _box(span, row.top, height) for field, span in page.columns.items()}
    boxes |= {field: Box(*edges) for field, edges in row.boxes.items()}
    return Row(id=row.id, label=row.label, series=row.series, dose=row.dose, vaccines=row.vaccines, boxes=boxes)


def _box(span: Span, top: float, height: float) -> Box:
    if len(span) == _ACROSS:
        return Box(span[0], top, span[1], height)
    if len(span) == _WITH_DEPTH:
        return Box(span[0], round(top + span[2], 1), span[1], span[3])
    raise ValueError(f"a column has {len(span)} figures")
