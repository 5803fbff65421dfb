"""Rows and pages of the booklet room as the screen shows them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import Half, PageKind
from clinic_app.domain.booklet.places import PlaceState, differing_fields
from clinic_app.domain.booklet.record import Writing
from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.booklet_faces import BoxFace, BoxLook, page_face
from clinic_app.gui.faces import ChipFace, ListRow, Tone
from clinic_app.gui.wording import booklet as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.booklet.places import DosePlace
    from clinic_app.domain.booklet.record import RowAt
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.gui.booklet_faces import BookletPageFace, PageScan
    from clinic_app.services.booklet_plan import OpenBooklet, PlannedPrint, PlannedSheet

_TONES = {
    PlaceState.NEW: (Tone.BRAND, "printer"),
    PlaceState.UNSURE: (Tone.AMBER, "eye"),
    PlaceState.PRINTED: (Tone.GREEN, "check"),
    PlaceState.HANDWRITTEN: (Tone.GREEN, "pencil"),
    PlaceState.COPIED: (Tone.GREEN, "book-open-check"),
    PlaceState.VOIDED: (Tone.RED, "pencil"),
    PlaceState.CHANGED: (Tone.RED, "pencil"),
    PlaceState.MOVED: (Tone.RED, "pencil"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletFace:
    """The booklet of one child.

    Attributes:
        who: name, sex, age. edition: in words, `edition_is_model` when nobody has measured it.
        rows: the doses. pen: what must be mended with a pen, sentence and todo, or None.
        main: the words of the main key, empty when there is nothing to print. why_not: then why.
        halves, reissuing, person_page: what is switched on. person_words: the words of that key, empty without one.
    """

    who: str
    edition: str
    edition_is_model: bool
    rows: tuple[ListRow, ...]
    pen: tuple[str, str] | None
    main: str
    why_not: str
    put_in: str
    halves: bool
    reissuing: bool
    person_page: bool
    has_free_start: bool


def dose_words(rules: Rules, place: DosePlace) -> str:
    """Word a dose with its counted number."""
    vaccine = rules.vaccines.get(place.dose.vaccine)
    name = vaccine.short_name if vaccine else place.dose.vaccine
    if place.numbers:
        return wording.DOSE.format(vaccine=name, number=place.numbers[0][1])
    if vaccine is not None and vaccine.paid:
        number = place.dose.dose_number
        return wording.DOSE.format(vaccine=name, number=number) if number else name
    return name if place.state is PlaceState.VOIDED else wording.NOT_COUNTED.format(vaccine=name)


def dose_rows(
    rules: Rules, booklet: OpenBooklet, chosen: frozenset[str], plan: PlannedPrint | None
) -> tuple[ListRow, ...]:
    """Return a line for every dose that is or belongs into the booklet."""
    going: dict[str, list[RowAt]] = {}
    for row in plan.rows if plan is not None else ():
        going.setdefault(row.dose_id, []).append((row.page.id, row.row.id))
    return tuple(
        ListRow(
            place.dose.id,
            (
                wording.TICK if place.dose.id in chosen else "",
                dose_words(rules, place),
                f"{place.dose.given_on:%Y-%m-%d}",
                _where(booklet, place, going.get(place.dose.id, [])),
                ChipFace(wording.STATES[place.state], *_TONES[place.state]),
            ),
            Tone.RED if place.state.needs_a_pen else None,
        )
        for place in booklet.places
    )


def sheet_face(
    booklet: OpenBooklet, plan: PlannedPrint | None, sheet: PlannedSheet | None, scan: PageScan | None, words: str
) -> BookletPageFace | None:
    """Return the page of a sheet: what has ink, what is printed now, and which half goes into the printer."""
    layout = booklet.known.layout
    page = sheet.page if sheet is not None else next((p for p in layout.pages if p.kind is PageKind.PROGRAMME), None)
    if page is None:
        return None
    now = {(row.page.id, row.row.id) for row in plan.rows} if plan is not None else set()
    used = booklet.record.used
    boxes = []
    for row in page.rows:
        look = BoxLook.USED if (page.id, row.id) in used else BoxLook.EMPTY
        look = BoxLook.NOW if (page.id, row.id) in now else look
        boxes += [BoxFace(f"{row.id} {field}", box, look) for field, box in row.boxes.items()]
    half = sheet.half if sheet is not None else Half.WHOLE
    area = page.area(half) if half is not Half.WHOLE else None
    return page_face(page, tuple(boxes), area=area, scan=scan, words=words)


def row_words(booklet: OpenBooklet, place: RowAt) -> str:
    """Word a row as the booklet prints it; a free one with its page."""
    page = booklet.known.layout.page(place[0])
    row = page.row(place[1]) if page is not None else None
    if page is None or row is None:
        return place[1]
    if row.is_free:
        return wording.FREE_ROW.format(row=row.label, page=_short(page.title))
    return row.label.replace(wording.VACCINE_WORD, "")


def _short(title: str) -> str:
    """Return what tells a page from others of its name: the number in brackets, where it has one."""
    return title.partition("（")[2].rstrip("）") or title


def _where(booklet: OpenBooklet, place: DosePlace, going: list[RowAt]) -> str:
    """Word the rows a dose goes into now, or stands in, or would go into."""
    rows = going or list(place.in_rows) or list(place.rows)
    if rows:
        return wording.ROWS_JOINED.join(row_words(booklet, row) for row in rows)
    if place.state is PlaceState.COPIED:
        return ""
    return wording.NEXT_FREE if booklet.free else wording.NO_ROW


def note_on(rules: Rules, booklet: OpenBooklet, place: DosePlace | None, nurses: Mapping[str, str]) -> str:
    """Say of the dose in focus what is known of it on paper; of the others how to go on."""
    marks = booklet.record.marks_of(place.dose.id) if place is not None else ()
    if place is None or not marks:
        return wording.UNSURE_NOTE
    dose, mark = dose_words(rules, place), marks[-1]
    rows = wording.ROWS_JOINED.join(row_words(booklet, row) for row in place.in_rows)
    if place.state is PlaceState.VOIDED:
        return wording.NOTE_VOIDED.format(dose=dose, rows=rows)
    if place.state is PlaceState.MOVED:
        wanted = wording.ROWS_JOINED.join(row_words(booklet, row) for row in place.rows) or wording.NO_ROW_WORDS
        return wording.NOTE_MOVED.format(dose=dose, rows=rows, wanted=wanted)
    for field in differing_fields(mark, booklet.words.get(place.dose.id, {})):
        old, new = dict(mark.texts)[field], booklet.words[place.dose.id][field]
        return wording.NOTE_CHANGED.format(dose=dose, field=wording.FIELDS[field], old=old, new=new)
    how = wording.NOTE_HAND if mark.how is Writing.HANDWRITTEN else wording.NOTE_PRINTED
    moment = f"{local_time(mark.at):%Y-%m-%d %H:%M}"
    return how.format(dose=dose, moment=moment, who=nurses.get(mark.by, ""), rows=rows)
