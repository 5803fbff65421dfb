"""Layouts, doses and words for the tests of the booklet."""

from dataclasses import replace
from datetime import UTC, date, datetime

from clinic_app.domain.booklet.layout import Half, Point
from clinic_app.domain.booklet.layout_file import layout_from
from clinic_app.domain.booklet.record import BookletMark, BookletRecord, Writing
from clinic_app.domain.immunization.results import DoseVerdict, VerdictKind
from clinic_app.domain.person import Dose
from clinic_app.printing.booklet_page import BookletSheet, BoxText
from clinic_app.printing.booklet_words import DoseWords, dose_texts
from clinic_app.services.resource_files import RESOURCES

TODAY = date(2026, 11, 18)
FOLDER = RESOURCES / "booklets"
LONG_MAKER = "武汉生物制品研究所有限责任公司"


def layout(name):
    return layout_from((FOLDER / f"{name}.toml").read_bytes())


def a_dose(dose_id, vaccine, given_on=TODAY, source="here", **changes):
    return Dose(
        id=dose_id,
        person_id="p",
        vaccine=vaccine,
        given_on=given_on,
        source=source,
        recorded_at=datetime(2026, 11, 18, 1, tzinfo=UTC),
        recorded_by="u",
        **changes,
    )


def counted(dose, **numbers):
    """Return how the engine judged the dose: series -> counted number, None for one that does not count."""
    return [
        DoseVerdict(
            dose.id,
            dose.vaccine,
            dose.given_on,
            series,
            VerdictKind.INVALID if number is None else VerdictKind.VALID,
            number,
            (),
        )
        for series, number in numbers.items()
    ]


def a_mark(page, row, dose_id="", how=Writing.PRINTED, layout="national-2021", day=TODAY, **changes):
    return BookletMark(
        entry_id=f"e-{page}-{row}",
        layout=layout,
        version=0,
        page=page,
        row=row,
        dose_id=dose_id,
        how=how,
        at=datetime(day.year, day.month, day.day, 2, tzinfo=UTC),
        by="u",
        **changes,
    )


def a_record(*marks):
    return BookletRecord(marks=marks)


def full_words(vaccine, label="", **changes):
    """Return words that fill their boxes, so that a box one millimetre off is seen."""
    words = DoseWords(
        vaccine=vaccine,
        given_on=TODAY,
        site="left_upper_arm",
        lot_number="A202509011",
        expires_on=date(2027, 12, 28),
        maker=LONG_MAKER,
        clinic="柳河镇中心卫生院预防接种门诊",
        vaccinator="李护士",
        label=label,
        reissued=True,
    )
    return dose_texts(replace(words, **changes))


def sheet_of(edition, page_id, words_by_row, half=Half.WHOLE, **changes):
    """Return the sheet that prints these words (row -> field -> text) into an edition's page."""
    page = edition.page(page_id)
    texts = tuple(
        BoxText(field=field, box=page.row(row).boxes[field], text=text)
        for row, words in words_by_row.items()
        for field, text in words.items()
        if field in page.row(row).boxes
    )
    return BookletSheet(area=page.area(half), texts=texts, feed=page.feed, **changes)


def points(pairs):
    return [Point(x, y) for x, y in pairs]
