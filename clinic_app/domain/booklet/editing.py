"""Measuring a layout on the screen: boxes are moved, sized, snapped and copied down; every step is a new layout."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.booklet.layout import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from clinic_app.domain.booklet.layout import BookletLayout, Box, Page, Row

BoxKey = tuple[str, str]
SNAP_MM = 0.8


class Scope(Enum):
    """How much moves with the box in hand: it alone, its row, its column, or the whole page."""

    BOX = "box"
    ROW = "row"
    COLUMN = "column"
    PAGE = "page"


def keys_of(page: Page) -> tuple[BoxKey, ...]:
    """Return row and field of every box, row by row from the left."""
    return tuple(
        (row.id, field)
        for row in page.rows
        for field, box in sorted(row.boxes.items(), key=lambda each: (each[1].top, each[1].left))
    )


def box_of(page: Page, key: BoxKey) -> Box | None:
    """Return the box of a row's field, or None."""
    row = page.row(key[0])
    return row.boxes.get(key[1]) if row is not None else None


def keys_in(page: Page, key: BoxKey, scope: Scope) -> frozenset[BoxKey]:
    """Return the boxes that move together with the one in hand."""
    together: dict[Scope, Callable[[BoxKey], bool]] = {
        Scope.BOX: lambda other: other == key,
        Scope.ROW: lambda other: other[0] == key[0],
        Scope.COLUMN: lambda other: other[1] == key[1],
        Scope.PAGE: lambda other: True,
    }
    return frozenset(other for other in keys_of(page) if together[scope](other))


def moved(layout: BookletLayout, page_id: str, keys: Collection[BoxKey], dx: float, dy: float) -> BookletLayout:
    """Return the layout with these boxes shifted, millimetres."""
    return _changed(layout, page_id, keys, lambda box: box.moved(dx, dy))


def resized(layout: BookletLayout, page_id: str, keys: Collection[BoxKey], dx: float, dy: float) -> BookletLayout:
    """Return the layout with these boxes wider and higher, millimetres."""
    return _changed(layout, page_id, keys, lambda box: box.resized(dx, dy))


def placed(layout: BookletLayout, page_id: str, key: BoxKey, box: Box) -> BookletLayout:
    """Return the layout with one box where it was measured."""
    return _changed(layout, page_id, {key}, lambda _: box)


def snapped(page: Page, keys: Collection[BoxKey], key: BoxKey, dx: float, dy: float) -> tuple[float, float]:
    """Return the shift that brings an edge of the box in hand onto an edge of one that stays, when one is near.

    Boxes of a table share their rules: a left edge is drawn to left and right edges, an upper to upper and lower ones.
    """
    box = box_of(page, key)
    if box is None:
        return dx, dy
    others = [other for other in (box_of(page, k) for k in set(keys_of(page)) - set(keys)) if other is not None]
    upright = {edge for other in others for edge in (other.left, other.right)}
    level = {edge for other in others for edge in (other.top, other.bottom)}
    return (
        _to_nearest((box.left, box.right), dx, upright),
        _to_nearest((box.top, box.bottom), dy, level),
    )


def copied_down(layout: BookletLayout, page_id: str, row_id: str, pitch: float, count: int) -> BookletLayout:
    """Return the layout with the row's boxes repeated in the next `count` rows, each `pitch` millimetres lower."""
    page = layout.page(page_id)
    row = page.row(row_id) if page is not None else None
    if page is None or row is None:
        return layout
    first = page.rows.index(row)
    rows = list(page.rows)
    for step in range(1, min(count, len(rows) - first - 1) + 1):
        boxes = {field: box.moved(0, step * pitch) for field, box in row.boxes.items()}
        rows[first + step] = msgspec.structs.replace(rows[first + step], boxes=boxes)
    return _with_page(layout, msgspec.structs.replace(page, rows=tuple(rows)))


def without(layout: BookletLayout, page_id: str, keys: Collection[BoxKey]) -> BookletLayout:
    """Return the layout without these boxes: the clinic's booklet does not have them."""
    page = layout.page(page_id)
    if page is None:
        return layout

    def of(row: Row) -> Row:
        kept = {field: box for field, box in row.boxes.items() if (row.id, field) not in keys}
        return msgspec.structs.replace(row, boxes=kept)

    return _with_page(layout, msgspec.structs.replace(page, rows=tuple(of(row) for row in page.rows)))


def with_field(layout: BookletLayout, page_id: str, rows: Collection[str], field: str, beside: str) -> BookletLayout:
    """Return the layout with one more field in these rows, to the right of another and as large; to be moved then."""
    page = layout.page(page_id)
    if page is None:
        return layout

    def of(row: Row) -> Row:
        box = row.boxes.get(beside)
        if row.id not in rows or box is None or field in row.boxes:
            return row
        return msgspec.structs.replace(row, boxes={**row.boxes, field: box.moved(box.width, 0)})

    return _with_page(layout, msgspec.structs.replace(page, rows=tuple(of(row) for row in page.rows)))


def sized(layout: BookletLayout, page_id: str, width: float, height: float, fold_at: float) -> BookletLayout:
    """Return the layout with another size of paper, for the page and every other that was of the same size."""
    page = layout.page(page_id)
    if page is None:
        return layout
    former = (page.width, page.height, page.fold_at)
    pages = tuple(
        msgspec.structs.replace(each, width=width, height=height, fold_at=fold_at)
        if (each.width, each.height, each.fold_at) == former
        else each
        for each in layout.pages
    )
    return msgspec.structs.replace(layout, pages=pages)


def with_table(
    layout: BookletLayout, page_id: str, left: float, top: float, right: float, bottom: float
) -> BookletLayout:
    """Return the layout with the corners of the printed table where a ruler found them; they are measured on scans."""
    page = layout.page(page_id)
    if page is None:
        return layout
    marks = (Point(left, top), Point(right, top), Point(left, bottom), Point(right, bottom))
    return _with_page(layout, msgspec.structs.replace(page, marks=marks))


def _changed(
    layout: BookletLayout, page_id: str, keys: Collection[BoxKey], change: Callable[[Box], Box]
) -> BookletLayout:
    page = layout.page(page_id)
    if page is None:
        return layout

    def of(row: Row) -> Row:
        boxes = {field: change(box) if (row.id, field) in keys else box for field, box in row.boxes.items()}
        return msgspec.structs.replace(row, boxes=boxes)

    return _with_page(layout, msgspec.structs.replace(page, rows=tuple(of(row) for row in page.rows)))


def _with_page(layout: BookletLayout, page: Page) -> BookletLayout:
    pages = tuple(page if each.id == page.id else each for each in layout.pages)
    return msgspec.structs.replace(layout, pages=pages)


def _to_nearest(edges: tuple[float, float], shift: float, others: Collection[float]) -> float:
    """Return the shift after which one of the edges lies on another's, when that is within `SNAP_MM` of the shift."""
    ways = [other - edge for edge in edges for other in others]
    near = [(abs(way - shift), way) for way in ways if abs(way - shift) <= SNAP_MM]
    return round(min(near)[1] if near else shift, 1)
