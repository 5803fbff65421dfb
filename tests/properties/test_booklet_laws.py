"""Laws of the paper booklet: never over ink, each row once, and what was printed is not new."""

from datetime import timedelta

from booklet_samples import TODAY, a_dose, a_mark, a_record, counted, layout
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.booklet.layout import PageKind
from clinic_app.domain.booklet.places import PlaceState, lines_for, places_of
from clinic_app.domain.booklet.record import BookletRecord

EDITIONS = [layout(name) for name in ("national_2021", "double_2017", "pocket_2005")]
COVERS = {
    "HepB": ["HepB"],
    "DTaP-IPV/Hib": ["DTP", "Polio"],
    "JE-L": ["JE"],
    "JE-I": ["JE"],
    "PCV13": [],
    "MMR": ["MMR"],
}


@st.composite
def booklets(draw):
    """Return an edition, doses with how each counts, and rows that are filled already."""
    edition = draw(st.sampled_from(EDITIONS))
    doses, verdicts, numbers = [], [], {}
    for place, vaccine in enumerate(draw(st.lists(st.sampled_from(sorted(COVERS)), max_size=12))):
        dose = a_dose(f"d{place}", vaccine, TODAY - timedelta(days=draw(st.integers(0, 2))))
        doses.append(dose)
        for series in COVERS[vaccine]:
            counts = draw(st.booleans())
            numbers[series] = numbers.get(series, 0) + counts
            verdicts += counted(dose, **{series: numbers[series] if counts else None})
    rows = [(page.id, row.id) for page in edition.pages if page.kind is not PageKind.PERSON for row in page.rows]
    ink = draw(st.lists(st.sampled_from(rows), max_size=8, unique=True))
    marks = [a_mark(page, row, f"before-{place}", layout=edition.id) for place, (page, row) in enumerate(ink)]
    return edition, doses, verdicts, a_record(*marks)


def planned(booklet):
    edition, doses, verdicts, record = booklet
    places = places_of(edition, doses, verdicts, record, TODAY)
    return places, lines_for(edition, record, places)


@given(booklets())
def test_nothing_is_printed_over_ink(booklet):
    _, (lines, _) = planned(booklet)

    assert not {(line.page, line.row) for line in lines} & booklet[3].used


@given(booklets())
def test_no_row_is_printed_twice(booklet):
    _, (lines, _) = planned(booklet)
    rows = [(line.page, line.row) for line in lines]

    assert len(rows) == len(set(rows))


@given(booklets())
def test_every_dose_is_printed_or_named_as_left_over(booklet):
    places, (lines, left_over) = planned(booklet)

    assert {line.dose_id for line in lines} | {p.dose.id for p in left_over} == {p.dose.id for p in places}


@given(booklets())
def test_a_dose_stands_in_rows_of_its_own_numbers_or_in_one_free_row(booklet):
    places, (lines, _) = planned(booklet)
    numbers = {place.dose.id: set(place.numbers) for place in places}
    rows = {(page.id, row.id): row for page in booklet[0].pages for row in page.rows}

    for dose_id in {line.dose_id for line in lines}:
        own = [rows[line.page, line.row] for line in lines if line.dose_id == dose_id]
        if any(row.is_free for row in own):
            assert len(own) == 1
        else:
            assert {(row.series, row.dose) for row in own} <= numbers[dose_id]


@given(booklets())
def test_what_was_printed_is_neither_new_nor_wrong_afterwards(booklet):
    edition, doses, verdicts, record = booklet
    _, (lines, left_over) = planned(booklet)
    printed = [a_mark(line.page, line.row, line.dose_id, layout=edition.id) for line in lines]
    after = BookletRecord(marks=(*record.marks, *printed))

    places = places_of(edition, doses, verdicts, after, TODAY)

    waiting = {place.dose.id for place in left_over}
    assert {p.state for p in places if p.dose.id not in waiting} <= {PlaceState.PRINTED}
