"""The sheets of one booklet print: the words of each row, page by page or half by half, and their PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.booklet.layout import Feed, Fold, Half
from clinic_app.printing.booklet_page import AS_LAID_OUT, BookletSheet, BoxText, booklet_pdf
from clinic_app.printing.booklet_words import DoseWords, PersonWords, dose_texts, person_texts
from clinic_app.printing.boxed_text import TextTooLong
from clinic_app.printing.fonts import fonts_in
from clinic_app.services.booklet_failures import BoxTooSmall
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.booklet.fit import Fit
    from clinic_app.domain.booklet.layout import Page, Row
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.services.booklet_layouts import KnownLayout
    from clinic_app.services.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One row and the words that go into it, by field; the person's page has no dose."""

    page: Page
    row: Row
    texts: dict[str, str]
    dose_id: str = ""
    vaccine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSheet:
    """What goes through the printer at one go: a page, or the half of it that is put in."""

    page: Page
    half: Half
    rows: tuple[Written, ...]
    practice: bool
    fit: Fit = AS_LAID_OUT


def row_texts(
    reader: Reader,
    card: Card,
    known: KnownLayout,
    dose: Dose,
    row: Row | None = None,
    number: int = 0,
    *,
    reissue: bool = False,
) -> dict[str, str]:
    """Return the words of a dose by field; where `row` is preprinted, the remark says what its own words do not."""
    book = reader.clinic_book()
    vaccine = reader.rules.vaccines.get(dose.vaccine)
    here = known.layout.clinic_words or (book.clinic.name if book.clinic else "")
    vaccinator = book.user(dose.vaccinator)
    return dose_texts(
        DoseWords(
            vaccine=vaccine.short_name if vaccine else dose.vaccine,
            given_on=dose.given_on,
            number=number,
            site=dose.site,
            lot_number=dose.lot_number,
            expires_on=dose.expires_on,
            maker=dose.maker,
            clinic=dose.unit or (here if dose.source == "here" else ""),
            vaccinator=vaccinator.name if vaccinator else "",
            label=row.label if row is not None and not row.is_free else "",
            reissued=reissue,
        )
    )


def sheets_of(
    reader: Reader,
    card: Card,
    known: KnownLayout,
    rows: tuple[Written, ...],
    *,
    halves: bool,
    person_page: bool,
) -> tuple[PlannedSheet, ...]:
    """Return the sheets in the order the booklet is put into the printer, the person's page first."""
    written = (*_person_row(reader, card, known), *rows) if person_page else rows
    clinic = reader.clinic_book().clinic
    practice = clinic.practice if clinic else False
    sheets = []
    for page in known.layout.pages:
        of_page = tuple(row for row in written if row.page.id == page.id)
        for half in _halves_of(page, of_page, halves=halves):
            there = tuple(row for row in of_page if half is Half.WHOLE or half in _halves_of(page, (row,), halves=True))
            sheets.append(PlannedSheet(page=page, half=half, rows=there, practice=practice))
    return tuple(sheets)


def turns_of(sheets: tuple[PlannedSheet, ...]) -> tuple[tuple[PlannedSheet, ...], ...]:
    """Return which sheets fill rows together: both halves of a page whose rows cross its fold, else each alone."""
    turns: list[tuple[PlannedSheet, ...]] = []
    for sheet in sheets:
        together = bool(turns) and turns[-1][0].page.id == sheet.page.id and sheet.page.fold is Fold.UPRIGHT
        if together:
            turns[-1] = (*turns[-1], sheet)
        else:
            turns.append((sheet,))
    return tuple(turns)


def pdf_of(sheet: PlannedSheet, printed_on: date | None, *, mark_missing: bool) -> bytes:
    """Return the sheet as PDF.

    Raises:
        BoxTooSmall: a text does not fit its box at reading size.
    """
    texts = tuple(
        BoxText(field=field, box=row.row.boxes[field], text=text)
        for row in sheet.rows
        for field, text in row.texts.items()
        if field in row.row.boxes and sheet.half in (Half.WHOLE, sheet.page.half_of(row.row.boxes[field]))
    )
    drawn = BookletSheet(
        area=sheet.page.area(sheet.half), texts=texts, feed=sheet.page.feed, fit=sheet.fit, practice=sheet.practice
    )
    try:
        return booklet_pdf(drawn, FONTS, printed_on, mark_missing=mark_missing)
    except TextTooLong as error:
        raise BoxTooSmall(error.field, error.text) from error


def preview_pdf_of(sheet: PlannedSheet) -> bytes:
    """Return the whole page of the sheet upright and without a printer's fit: how it will look in the hand.

    Raises:
        BoxTooSmall: a text does not fit its box at reading size.
    """
    page = msgspec.structs.replace(sheet.page, feed=Feed.UPRIGHT)
    return pdf_of(replace(sheet, page=page, half=Half.WHOLE, fit=AS_LAID_OUT), None, mark_missing=True)


def undrawable_in(sheets: tuple[PlannedSheet, ...]) -> tuple[str, ...]:
    """Return the characters no font has."""
    fonts = fonts_in(FONTS)
    texts = (text for sheet in sheets for row in sheet.rows for text in row.texts.values())
    return tuple(dict.fromkeys(glyph.character for text in texts for glyph in fonts.missing(text)))


def _halves_of(page: Page, rows: tuple[Written, ...], *, halves: bool) -> tuple[Half, ...]:
    """Return the parts of the page that have something to print."""
    if not rows:
        return ()
    if not halves:
        return (Half.WHOLE,)
    found = {page.half_of(box) for row in rows for field, box in row.row.boxes.items() if field in row.texts}
    return tuple(half for half in Half if half in found)


def _person_row(reader: Reader, card: Card, known: KnownLayout) -> tuple[Written, ...]:
    page, person = known.layout.person_page(), card.person
    if page is None or person is None or not page.rows:
        return ()
    book = reader.clinic_book()
    words = PersonWords(
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        child_code=person.child_code or "",
        booklet_number=person.booklet_number or "",
        citizen_id=person.citizen_id or "",
        birth_weight_g=person.birth_weight_g,
        guardian=person.guardian_name,
        relation=person.guardian_relation,
        phone=person.phone,
        village=person.village,
        clinic=book.clinic.name if book.clinic else "",
        issued_on=reader.clock.today(),
    )
    return (Written(page=page, row=page.rows[0], texts=person_texts(words)),)
