"""The vaccination booklet (接种证套打): what is new in it, printing it, and rows that were written by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.places import (
    DosePlace,
    PrintLine,
    free_rows,
    likely_start,
    lines_for,
    places_of,
)
from clinic_app.domain.booklet.record import BookletRecord, Writing
from clinic_app.domain.entries.booklet import BookletPrinted, BookletRowHandwritten, PrintedRow
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.records.booklets import UnprintedLine, unprinted_on
from clinic_app.services.assessment import assess_card
from clinic_app.services.booklet_failures import NoFreeRow, NothingToPrint, OnlyByPen
from clinic_app.services.booklet_layouts import BOOKLET, KnownLayout, fit_of, known_layouts, layout_in
from clinic_app.services.booklet_sheets import (
    PlannedSheet,
    Written,
    pdf_of,
    row_texts,
    sheets_of,
    turns_of,
    undrawable_in,
)
from clinic_app.services.failures import UnknownDose, UnknownPerson
from clinic_app.services.reader import Reader
from clinic_app.services.slips import put_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.booklet.record import RowAt
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.person import Person
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

__all__ = ["PlannedSheet", "UnprintedLine"]

NEW, AGAIN, REISSUE = "new", "again", "reissue"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBooklet:
    """A child's booklet as it lies on the desk: every dose with its rows, and the free rows without ink.

    Attributes:
        words: dose id -> field -> what would be printed of it now.
    """

    person: Person
    card: Card
    known: KnownLayout
    record: BookletRecord
    places: tuple[DosePlace, ...]
    free: tuple[RowAt, ...]
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """What is to be printed.

    Attributes:
        doses: ids. start: the free row to begin with, None for the one that is probably empty on paper.
        halves: only one half of the page lies in the printer at a time.
        reissue: every row says 补; `new_booklet`: with this print a new one begins, in which nothing stands (补证).
        person_page: the page of the person too. draft: minted when the page was opened.
        one_turn: only what the printer can fill before the booklet must be turned over.
    """

    person_id: str
    layout: str
    doses: tuple[str, ...]
    draft: str
    start: RowAt | None = None
    halves: bool = False
    reissue: bool = False
    new_booklet: bool = False
    person_page: bool = False
    one_turn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPrint:
    """What will be on paper. `undrawable` are characters no font has, to be shown to the nurse before."""

    booklet: OpenBooklet
    rows: tuple[Written, ...]
    sheets: tuple[PlannedSheet, ...]
    undrawable: tuple[str, ...]

    @property
    def rows_with_person(self) -> tuple[Written, ...]:
        """Return every row that is printed, that of the person's page too; each once, however many halves it has."""
        rows = {(row.page.id, row.row.id): row for sheet in self.sheets for row in sheet.rows}
        return tuple(rows.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What became of a print wish.

    Attributes:
        sheets: what was printed. later: of these, the papers to be sent when the other half has been put in.
        queued: False when it is written down and no paper could be put into the queue.
    """

    sheets: tuple[PlannedSheet, ...]
    later: tuple[bytes, ...] = ()
    queued: bool = True


def open_booklet(reader: Reader, person_id: str, layout: str = "", *, reissue: bool = False) -> OpenBooklet:
    """Return the booklet by this edition; of an empty name by the one it was printed by last, or the clinic's usual.

    Raises:
        UnknownPerson: nobody with this id is on file. LayoutUnknown: the edition is not known here.
    """
    card, today = reader.card(person_id), reader.clock.today()
    assessment = assess_card(reader.rules, card, today)
    if card.person is None or assessment is None:
        raise UnknownPerson(person_id)
    book = reader.clinic_book()
    known = layout_in(book, layout or _usual(card, book))
    record = BookletRecord(booklet_id=card.booklet.booklet_id, reissued=card.booklet.reissued)
    record = record if reissue else card.booklet
    words = {dose.id: row_texts(reader, card, known, dose) for dose in card.doses}
    places = places_of(known.layout, card.doses, assessment.verdicts, record, today, words)
    free = free_rows(known.layout, record)
    return OpenBooklet(person=card.person, card=card, known=known, record=record, places=places, free=free, words=words)


def plan_print(reader: Reader, wish: PrintWish) -> PlannedPrint:
    """Return what would be printed, every word in its box.

    Raises:
        NothingToPrint: nothing was chosen. NoFreeRow: no row is left for a dose.
        OnlyByPen: what stands there of a chosen dose is wrong. UnknownDose: the card has no such dose.
    """
    booklet = open_booklet(reader, wish.person_id, wish.layout, reissue=wish.new_booklet)
    chosen = _chosen(booklet, wish)
    start = wish.start or likely_start(booklet.free, booklet.places, wish.doses)
    lines, left_over = lines_for(booklet.known.layout, booklet.record, chosen, start)
    if left_over:
        raise NoFreeRow(tuple(place.dose.vaccine for place in left_over))
    rows = tuple(_written(reader, booklet, line, reissue=wish.reissue) for line in lines)
    sheets = sheets_of(reader, booklet.card, booklet.known, rows, halves=wish.halves, person_page=wish.person_page)
    if not sheets:
        raise NothingToPrint
    return PlannedPrint(booklet=booklet, rows=rows, sheets=sheets, undrawable=undrawable_in(sheets))


def print_booklet(desk: Desk, wish: PrintWish) -> Printed:
    """Write down which rows are printed, in one act, and put the sheets into the printer's queue after it.

    A second press prints nothing more. When the queue cannot be written the act stands, and `queued` is False: the
    rows are printed again when the disk is well (补打). Of a wish for one turn only the first sheet is queued.

    Raises:
        BoxTooSmall: a text does not fit its box at reading size; or see `plan_print`. Nothing is written then.
    """
    reader = _reader(desk)
    if desk.already_written(wish.draft):
        return Printed(sheets=())
    plan = plan_print(reader, wish)
    if wish.one_turn:
        plan = replace(plan, sheets=turns_of(plan.sheets)[0])
    papers = [_pdf(desk, plan, sheet) for sheet in plan.sheets]
    record = plan.booklet.record
    body = BookletPrinted(
        person_id=wish.person_id,
        booklet_id=desk.mint() if wish.new_booklet else record.booklet_id,
        layout=plan.booklet.known.layout.id,
        version=plan.booklet.known.version,
        rows=tuple(_printed(row) for row in plan.rows_with_person),
        reason=REISSUE if wish.new_booklet else _reason(plan),
    )
    with desk.act(wish.draft) as act:
        act.write(body, subject=person_subject(wish.person_id))
    now, later = (papers[:1], papers[1:]) if wish.one_turn else (papers, [])
    try:
        for pdf in now:
            send_sheet(desk, wish.person_id, pdf)
    except OSError:
        return Printed(sheets=plan.sheets, later=tuple(later), queued=False)
    return Printed(sheets=plan.sheets, later=tuple(later))


def send_sheet(desk: Desk, person_id: str, pdf: bytes) -> PrintJob:
    """Put a sheet of a print that is written down into the printer's queue."""
    return put_document(desk, BOOKLET, pdf, person_id=person_id)


def tick_handwritten(
    desk: Desk, person_id: str, layout: str, dose_id: str, draft: str, start: RowAt | None = None
) -> OpenBooklet:
    """Write down that the rows of this dose are filled by hand (手写已填).

    Raises:
        UnknownDose: it does not belong into the booklet. NoFreeRow: no row is left for it.
    """
    reader = _reader(desk)
    if desk.already_written(draft):
        return open_booklet(reader, person_id, layout)
    booklet = open_booklet(reader, person_id, layout)
    place = _place_of(booklet, dose_id)
    if place.in_rows and not place.to_print:
        return booklet
    lines, left_over = lines_for(booklet.known.layout, booklet.record, [place], start)
    if left_over:
        raise NoFreeRow((place.dose.vaccine,))
    with desk.act(draft) as act:
        for line in lines:
            body = BookletRowHandwritten(
                person_id=person_id,
                booklet_id=booklet.record.booklet_id,
                layout=booklet.known.layout.id,
                version=booklet.known.version,
                page=line.page,
                row=line.row,
                dose_id=line.dose_id,
            )
            act.write(body, subject=person_subject(person_id))
    return open_booklet(_reader(desk), person_id, layout)


def untick_handwritten(desk: Desk, person_id: str, layout: str, dose_id: str, draft: str) -> OpenBooklet:
    """Take back that a dose was written by hand; what was printed stays."""
    ticks = [mark for mark in desk.card(person_id).booklet.marks_of(dose_id) if mark.how is Writing.HANDWRITTEN]
    if ticks and not desk.already_written(draft):
        with desk.act(draft) as act:
            refs = tuple(dict.fromkeys(mark.entry_id for mark in ticks))
            act.write(EntryUndone(), subject=person_subject(person_id), refs=refs)
    return open_booklet(_reader(desk), person_id, layout)


def not_in_booklet_today(reader: Reader) -> list[UnprintedLine]:
    """Return who was vaccinated here today and has it not in the booklet yet; the last needle first."""
    return unprinted_on(reader.db, reader.clock.today())


def _usual(card: Card, book: ClinicBook) -> str:
    """Return the edition the booklet was filled by, where it is known here; empty leaves it to the clinic's usual."""
    filled_by = card.booklet.layout
    return filled_by if any(known.layout.id == filled_by for known in known_layouts(book)) else ""


def _chosen(booklet: OpenBooklet, wish: PrintWish) -> list[DosePlace]:
    chosen = [_place_of(booklet, dose_id) for dose_id in dict.fromkeys(wish.doses)]
    for place in chosen:
        if place.state.needs_a_pen:
            raise OnlyByPen(place.dose.vaccine)
    order = {place.dose.id: number for number, place in enumerate(booklet.places)}
    return sorted(chosen, key=lambda place: order[place.dose.id])


def _place_of(booklet: OpenBooklet, dose_id: str) -> DosePlace:
    place = next((place for place in booklet.places if place.dose.id == dose_id), None)
    if place is None:
        raise UnknownDose(dose_id)
    return place


def _written(reader: Reader, booklet: OpenBooklet, line: PrintLine, *, reissue: bool) -> Written:
    place = _place_of(booklet, line.dose_id)
    page = booklet.known.layout.page(line.page)
    row = page.row(line.row) if page is not None else None
    if page is None or row is None:
        raise UnknownDose(line.dose_id)
    number = place.numbers[0][1] if place.numbers else _number_outside(reader, place)
    texts = row_texts(reader, booklet.card, booklet.known, place.dose, row, number, reissue=reissue)
    return Written(page=page, row=row, dose_id=line.dose_id, vaccine=place.dose.vaccine, texts=texts)


def _number_outside(reader: Reader, place: DosePlace) -> int:
    """Return the 剂次 of a paid vaccine as it was recorded: the programme counts none of them; 0 when unknown."""
    vaccine = reader.rules.vaccines.get(place.dose.vaccine)
    return (place.dose.dose_number or 0) if vaccine is not None and vaccine.paid else 0


def _reason(plan: PlannedPrint) -> str:
    used = plan.booklet.record.used
    return AGAIN if plan.rows and all((row.page.id, row.row.id) in used for row in plan.rows) else NEW


def _printed(row: Written) -> PrintedRow:
    texts = {field: text for field, text in row.texts.items() if field in row.row.boxes}
    return PrintedRow(page=row.page.id, row=row.row.id, dose_id=row.dose_id, texts=texts)


def _pdf(desk: Desk, plan: PlannedPrint, sheet: PlannedSheet) -> bytes:
    fitted = replace(sheet, fit=fit_of(desk, sheet.page, sheet.half))
    return pdf_of(fitted, desk.clock.today(), mark_missing=bool(plan.undrawable))


def _reader(desk: Desk) -> Reader:
    return Reader(db=desk.db, clock=desk.clock, rules=desk.rules)
