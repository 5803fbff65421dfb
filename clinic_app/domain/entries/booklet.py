"""Entries about the paper booklet (接种证): what stands in which row, and how a clinic measured its pages."""

from __future__ import annotations

import msgspec

from clinic_app.domain.booklet.layout import BookletLayout
from clinic_app.domain.entries.entry import Body, kind


class PrintedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row as it was printed. `texts` are the words by field; `dose_id` is empty for the person's page."""

    page: str
    row: str
    dose_id: str
    texts: dict[str, str]


@kind("booklet.printed")
class BookletPrinted(Body, frozen=True, kw_only=True):
    """Rows of the booklet were given to the printer (接种证套打).

    Attributes:
        booklet_id: which paper booklet, empty for the child's first; a reissue (补证) has a new one.
        layout, version: by which edition, and which measuring of it.
        reason: `new`, `again` (补打某一行) or `reissue` (补证).
    """

    person_id: str
    booklet_id: str
    layout: str
    version: int
    rows: tuple[PrintedRow, ...]
    reason: str = "new"


@kind("booklet.row_handwritten")
class BookletRowHandwritten(Body, frozen=True, kw_only=True):
    """A row of the booklet is filled by hand (手写已填); `dose_id` is empty when it is not known for which dose."""

    person_id: str
    booklet_id: str
    layout: str
    version: int
    page: str
    row: str
    dose_id: str = ""


@kind("booklet.layout_measured")
class BookletLayoutMeasured(Body, frozen=True, kw_only=True):
    """The clinic measured an edition of the booklet; the newest measuring of an edition is printed by."""

    layout: BookletLayout
    version: int
    reason: str = ""
