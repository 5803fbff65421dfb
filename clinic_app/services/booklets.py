"""Printing into the paper booklet (接种证套打), and noting rows that were written by hand: each wish one act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.places import lines_for
from clinic_app.domain.booklet.record import Writing
from clinic_app.domain.entries.booklet import BookletPrinted, BookletRowHandwritten, PrintedRow
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.services.booklet_failures import NoFreeRow
from clinic_app.services.booklet_layouts import BOOKLET, fit_of
from clinic_app.services.booklet_plan import OpenBooklet, PlannedPrint, PrintWish, open_booklet, place_in, plan_print
from clinic_app.services.booklet_sheets import PlannedSheet, Written, pdf_of, turns_of
from clinic_app.services.reader import Reader
from clinic_app.services.slips import put_document

if TYPE_CHECKING:
    from clinic_app.domain.booklet.record import RowAt
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

NEW, AGAIN, REISSUE = "new", "again", "reissue"


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
            send_sheet(desk, wish.person_id, pdf, plan.undrawable)
    except OSError:
        return Printed(sheets=plan.sheets, later=tuple(later), queued=False)
    return Printed(sheets=plan.sheets, later=tuple(later))


def send_sheet(desk: Desk, person_id: str, pdf: bytes, undrawable: tuple[str, ...] = ()) -> PrintJob:
    """Put a sheet of a print that is written down into the printer's queue; `undrawable` is named before it prints."""
    return put_document(desk, BOOKLET, pdf, person_id=person_id, missing="".join(undrawable))


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
    place = place_in(booklet, dose_id)
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
