"""What is wrong with a layout before anything is printed by it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import FIELDS, Fold, PageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from clinic_app.domain.booklet.layout import BookletLayout, Box, Page, Row

LEAST_EDGE_MM, MOST_EDGE_MM = 60.0, 420.0
LEAST_BOX_MM = 4.8  # one character of nine points, and eight tenths of a millimetre around it
_TOUCH_MM = 0.05
_OVERLAP_MM = 1.0  # less does no harm: the words of both boxes keep eight tenths from their edges
_MARKS = 4


class LayoutFault(Enum):
    """Why a layout cannot be printed by."""

    NO_PAGES = "no_pages"
    PAGE_SIZE = "page_size"
    PAGE_TWICE = "page_twice"
    ROW_TWICE = "row_twice"
    FOLD = "fold"
    MARKS = "marks"
    UNKNOWN_SERIES = "unknown_series"
    UNKNOWN_VACCINE = "unknown_vaccine"
    UNKNOWN_FIELD = "unknown_field"
    OFF_PAGE = "off_page"
    ON_FOLD = "on_fold"
    TOO_SMALL = "too_small"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutProblem:
    """One fault and its place; `word` is the code or field nobody knows, or the other field of an overlap."""

    fault: LayoutFault
    page: str = ""
    row: str = ""
    field: str = ""
    word: str = ""


def layout_problems(
    layout: BookletLayout, series: Collection[str], vaccines: Collection[str]
) -> tuple[LayoutProblem, ...]:
    """Return everything that is wrong, page by page; empty when it can be printed by.

    Args:
        layout: what is judged.
        series: the codes of the catalogue's series.
        vaccines: the codes of its vaccines.
    """
    found = [] if layout.pages else [LayoutProblem(fault=LayoutFault.NO_PAGES)]
    found += [
        LayoutProblem(fault=LayoutFault.PAGE_TWICE, page=page_id)
        for page_id, count in Counter(page.id for page in layout.pages).items()
        if count > 1
    ]
    for page in layout.pages:
        found += _of_page(page)
        found += _of_codes(page, series, vaccines)
        found += _of_boxes(page)
    return tuple(found)


def _of_page(page: Page) -> Iterator[LayoutProblem]:
    if not all(LEAST_EDGE_MM <= edge <= MOST_EDGE_MM for edge in (page.width, page.height)):
        yield LayoutProblem(fault=LayoutFault.PAGE_SIZE, page=page.id)
    length = {Fold.ACROSS: page.height, Fold.UPRIGHT: page.width}.get(page.fold)
    if length is not None and not 0 < page.fold_at < length:
        yield LayoutProblem(fault=LayoutFault.FOLD, page=page.id)
    inside = all(0 <= mark.x <= page.width and 0 <= mark.y <= page.height for mark in page.marks)
    if len(set(page.marks)) != _MARKS or not inside:
        yield LayoutProblem(fault=LayoutFault.MARKS, page=page.id)
    for row_id, count in Counter(row.id for row in page.rows).items():
        if count > 1:
            yield LayoutProblem(fault=LayoutFault.ROW_TWICE, page=page.id, row=row_id)


def _of_codes(page: Page, series: Collection[str], vaccines: Collection[str]) -> Iterator[LayoutProblem]:
    for row in page.rows:
        if row.series and row.series not in series:
            yield LayoutProblem(fault=LayoutFault.UNKNOWN_SERIES, page=page.id, row=row.id, word=row.series)
        for vaccine in row.vaccines:
            if vaccine not in vaccines:
                yield LayoutProblem(fault=LayoutFault.UNKNOWN_VACCINE, page=page.id, row=row.id, word=vaccine)
        if page.kind is PageKind.PROGRAMME and not (row.series and row.dose > 0):
            yield LayoutProblem(fault=LayoutFault.UNKNOWN_SERIES, page=page.id, row=row.id, word=row.series)
        for field in row.boxes:
            if field not in FIELDS:
                yield LayoutProblem(fault=LayoutFault.UNKNOWN_FIELD, page=page.id, row=row.id, field=field, word=field)


def _of_boxes(page: Page) -> Iterator[LayoutProblem]:
    placed = [(row, field, box) for row in page.rows for field, box in row.boxes.items()]
    for row, field, box in placed:
        fault = _box_fault(page, box)
        if fault is not None:
            yield LayoutProblem(fault=fault, page=page.id, row=row.id, field=field)
    for (row, field, box), (other_row, other, other_box) in combinations(placed, 2):
        if _meet(box, other_box):
            word = _place(other_row, other) if other_row is not row else other
            yield LayoutProblem(fault=LayoutFault.OVERLAP, page=page.id, row=row.id, field=field, word=word)


def _box_fault(page: Page, box: Box) -> LayoutFault | None:
    if box.left < 0 or box.top < 0 or box.right > page.width or box.bottom > page.height:
        return LayoutFault.OFF_PAGE
    near, far = (box.top, box.bottom) if page.fold is Fold.ACROSS else (box.left, box.right)
    if page.fold is not Fold.NONE and near < page.fold_at - _TOUCH_MM and far > page.fold_at + _TOUCH_MM:
        return LayoutFault.ON_FOLD
    return LayoutFault.TOO_SMALL if min(box.width, box.height) < LEAST_BOX_MM else None


def _meet(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > _OVERLAP_MM
        and min(one.bottom, other.bottom) - max(one.top, other.top) > _OVERLAP_MM
    )


def _place(row: Row, field: str) -> str:
    return f"{row.id} {field}"
