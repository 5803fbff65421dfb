"""Which dose goes into which row of the booklet, and what of it stands there already."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import PageKind
from clinic_app.domain.booklet.record import Writing
from clinic_app.domain.clinic_time import local_time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from clinic_app.domain.booklet.layout import BookletLayout
    from clinic_app.domain.booklet.record import BookletMark, BookletRecord, RowAt
    from clinic_app.domain.immunization.results import DoseVerdict
    from clinic_app.domain.person import Dose

FROM_BOOKLET = "booklet"
HERE = "here"
COMPARED = ("date", "site", "lot", "expiry", "maker")


class PlaceState(Enum):
    """How a dose stands in the booklet.

    NEW: given since the last print, not yet in it. UNSURE: older and never printed here; somebody must look. PRINTED,
    HANDWRITTEN: known to stand there. COPIED: was read from the booklet when it was written in (补录). The last three
    are wrong on paper and only a pen helps: VOIDED the dose never happened, CHANGED other words stand there,
    MOVED it is counted as another dose now.
    """

    NEW = "new"
    UNSURE = "unsure"
    PRINTED = "printed"
    HANDWRITTEN = "handwritten"
    COPIED = "copied"
    VOIDED = "voided"
    CHANGED = "changed"
    MOVED = "moved"

    @property
    def needs_a_pen(self) -> bool:
        """Whether the booklet says something wrong that must be corrected by hand."""
        return self in (PlaceState.VOIDED, PlaceState.CHANGED, PlaceState.MOVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePlace:
    """One dose and its rows.

    Attributes:
        rows: the preprinted rows it counts for; empty when it belongs into the next free row.
        to_print: of these, the rows it does not stand in yet. in_rows: where it stands, preprinted or free.
        numbers: (series, counted number); nothing for a dose that does not count.
    """

    dose: Dose
    state: PlaceState
    rows: tuple[RowAt, ...] = ()
    to_print: tuple[RowAt, ...] = ()
    in_rows: tuple[RowAt, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()

    @property
    def wants_free_row(self) -> bool:
        """Whether it goes into the next free row: no preprinted row is for it, or another dose stands there."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One row to be printed, and of which dose."""

    page: str
    row: str
    dose_id: str


def places_of(
    layout: BookletLayout,
    doses: Iterable[Dose],
    verdicts: Iterable[DoseVerdict],
    record: BookletRecord,
    today: date,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[DosePlace, ...]:
    """Return every dose that is or belongs into the booklet, in the order of the needles.

    A combined vaccine has every row it counts for, each once. A dose that does not count, or has no row in this
    edition, goes into the next free row; so does one whose row is used for another dose. Doses known by word of mouth
    alone never go onto paper.

    Args:
        layout: the edition.
        doses: of the card, void ones too.
        verdicts: how each counts in each series.
        record: what stands in the present booklet.
        today: decides what is new where nothing was printed before.
        words: dose id -> field -> what would be printed now; what was printed otherwise is CHANGED.
    """
    numbers: dict[str, list[tuple[str, int]]] = {}
    for verdict in verdicts:
        if verdict.number is not None:
            numbers.setdefault(verdict.dose_id, []).append((verdict.series, verdict.number))
    since = _since(record, today)
    places = (_place(layout, dose, tuple(numbers.get(dose.id, ())), record, since, words or {}) for dose in doses)
    return tuple(place for place in places if place is not None)


def free_rows(layout: BookletLayout, record: BookletRecord) -> tuple[RowAt, ...]:
    """Return the free rows without ink, in the order they are filled."""
    used = record.used
    rows = ((page.id, row.id) for page, row in layout.rows(PageKind.FREE))
    return tuple(place for place in rows if place not in used)


def likely_start(free: Sequence[RowAt], places: Iterable[DosePlace], chosen: Collection[str]) -> RowAt | None:
    """Return the free row that is probably the next empty one on paper, None when none is left.

    Older doses that belong into free rows and were never printed here were most likely written there by hand, row by
    row: as many rows are passed over.
    """
    by_hand = sum(place.wants_free_row and not place.in_rows and place.dose.id not in chosen for place in places)
    return free[min(by_hand, len(free) - 1)] if free else None


def lines_for(
    layout: BookletLayout, record: BookletRecord, chosen: Sequence[DosePlace], start: RowAt | None = None
) -> tuple[tuple[PrintLine, ...], tuple[DosePlace, ...]]:
    """Return the rows to print for the chosen doses in the order of the pages, and the doses no row is left for.

    A chosen dose that stands in the booklet already is printed into its own rows once more (补打某一行).

    Args:
        layout: the edition.
        record: what stands in the booklet.
        chosen: the doses, in the order of the needles.
        start: the free row to begin with; None begins with the first.
    """
    free = list(free_rows(layout, record))
    if start is not None and start in free:
        free = free[free.index(start) :]
    lines, left_over = [], []
    for place in chosen:
        rows = place.to_print or place.in_rows
        if not rows and free:
            rows = (free.pop(0),)
        if not rows:
            left_over.append(place)
        lines += [PrintLine(page, row, place.dose.id) for page, row in rows]
    return in_page_order(layout, lines), tuple(left_over)


def in_page_order(layout: BookletLayout, lines: Iterable[PrintLine]) -> tuple[PrintLine, ...]:
    """Return the lines as the pages and rows follow each other."""
    rows = ((page.id, row.id) for page in layout.pages for row in page.rows)
    order = {row: place for place, row in enumerate(rows)}
    return tuple(sorted(lines, key=lambda line: order.get((line.page, line.row), len(order))))


def _since(record: BookletRecord, today: date) -> date:
    """Return the day from which on doses are new: that of the last print, else today."""
    printed = [local_time(mark.at).date() for mark in record.marks if mark.how is Writing.PRINTED]
    return max(printed, default=today)


def _place(
    layout: BookletLayout,
    dose: Dose,
    numbers: tuple[tuple[str, int], ...],
    record: BookletRecord,
    since: date,
    words: Mapping[str, Mapping[str, str]],
) -> DosePlace | None:
    marks = record.marks_of(dose.id)
    in_rows = tuple(mark.place for mark in marks)
    if dose.void_reason:
        return DosePlace(dose=dose, state=PlaceState.VOIDED, in_rows=in_rows) if marks else None
    if dose.source == "spoken":
        return None
    others = record.used - set(in_rows)
    rows = tuple(place for place in _rows_of(layout, dose, numbers) if place not in others)
    to_print = tuple(place for place in rows if place not in in_rows)
    state = _state(layout, dose, marks, rows, since, words.get(dose.id, {}))
    if marks and state is not PlaceState.NEW:
        to_print = ()
    return DosePlace(dose=dose, state=state, rows=rows, to_print=to_print, in_rows=in_rows, numbers=numbers)


def _rows_of(layout: BookletLayout, dose: Dose, numbers: tuple[tuple[str, int], ...]) -> list[RowAt]:
    """Return the preprinted row of each series the dose counts for, where the edition has one."""
    found: list[RowAt] = []
    for series, number in numbers:
        for page, row in layout.rows(PageKind.PROGRAMME):
            if (row.series, row.dose) == (series, number) and row.accepts(dose.vaccine):
                found.append((page.id, row.id))
                break
    return found


def _state(
    layout: BookletLayout,
    dose: Dose,
    marks: tuple[BookletMark, ...],
    rows: tuple[RowAt, ...],
    since: date,
    words: Mapping[str, str],
) -> PlaceState:
    if not marks:
        if dose.source == FROM_BOOKLET:
            return PlaceState.COPIED
        return PlaceState.NEW if dose.source == HERE and dose.given_on >= since else PlaceState.UNSURE
    if any(_says_otherwise(mark, words) for mark in marks):
        return PlaceState.CHANGED
    programme = {(page.id, row.id) for page, row in layout.rows(PageKind.PROGRAMME)}
    here = {mark.place for mark in marks if mark.layout == layout.id}
    if here & programme and not (here & programme) <= set(rows):
        return PlaceState.MOVED
    if rows and here & programme and not set(rows) <= here:
        return PlaceState.NEW  # a row of a combined vaccine is still missing
    by_hand = all(mark.how is Writing.HANDWRITTEN for mark in marks)
    return PlaceState.HANDWRITTEN if by_hand else PlaceState.PRINTED


def differing_fields(mark: BookletMark, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields of which the paper says something else than would be printed now."""
    said = dict(mark.texts)
    return tuple(field for field in COMPARED if field in said and field in words and words[field] != said[field])


def _says_otherwise(mark: BookletMark, words: Mapping[str, str]) -> bool:
    """Return whether the paper says something else of the needle than would be printed now."""
    said = dict(mark.texts)
    if not said.get("vaccine", "").startswith(words.get("vaccine", "") if "vaccine" in said else ""):
        return True  # a free row names the vaccine and its number
    return bool(differing_fields(mark, words))
