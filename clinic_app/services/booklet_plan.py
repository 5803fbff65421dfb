"""The paper booklet read (接种证): every dose with its rows, and what a print of the chosen ones would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.places import DosePlace, PrintLine, free_rows, likely_start, lines_for, places_of
from clinic_app.domain.booklet.record import BookletRecord
from clinic_app.records.booklets import UnprintedLine, unprinted_on
from clinic_app.services.assessment import assess_card
from clinic_app.services.booklet_failures import NoFreeRow, NothingToPrint, OnlyByPen
from clinic_app.services.booklet_layouts import KnownLayout, known_layouts, layout_in
from clinic_app.services.booklet_sheets import PlannedSheet, Written, row_texts, sheets_of, undrawable_in
from clinic_app.services.failures import UnknownDose, UnknownPerson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.booklet.record import RowAt
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.person import Person
    from clinic_app.services.reader import Reader

__all__ = ["PlannedSheet", "UnprintedLine"]


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


def not_in_booklet_today(reader: Reader) -> list[UnprintedLine]:
    """Return who was vaccinated here today and has it not in the booklet yet; the last needle first."""
    return unprinted_on(reader.db, reader.clock.today())


def _usual(card: Card, book: ClinicBook) -> str:
    """Return the edition the booklet was filled by, where it is known here; empty leaves it to the clinic's usual."""
    filled_by = card.booklet.layout
    return filled_by if any(known.layout.id == filled_by for known in known_layouts(book)) else ""


def _chosen(booklet: OpenBooklet, wish: PrintWish) -> list[DosePlace]:
    chosen = [place_in(booklet, dose_id) for dose_id in dict.fromkeys(wish.doses)]
    for place in chosen:
        if place.state.needs_a_pen:
            raise OnlyByPen(place.dose.vaccine)
    order = {place.dose.id: number for number, place in enumerate(booklet.places)}
    return sorted(chosen, key=lambda place: order[place.dose.id])


def place_in(booklet: OpenBooklet, dose_id: str) -> DosePlace:
    """Return where a dose stands.

    Raises:
        UnknownDose: it does not belong into the booklet.
    """
    place = next((place for place in booklet.places if place.dose.id == dose_id), None)
    if place is None:
        raise UnknownDose(dose_id)
    return place


def _written(reader: Reader, booklet: OpenBooklet, line: PrintLine, *, reissue: bool) -> Written:
    place = place_in(booklet, line.dose_id)
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
