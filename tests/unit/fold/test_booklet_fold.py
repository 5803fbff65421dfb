from entry_builders import an_entry

from clinic_app.domain.booklet.layout import BookletLayout
from clinic_app.domain.booklet.record import Writing
from clinic_app.domain.entries.booklet import BookletLayoutMeasured, BookletPrinted, BookletRowHandwritten, PrintedRow
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every fold step
from clinic_app.domain.fold.card import fold_card
from clinic_app.domain.fold.clinic_book import fold_clinic_book


def printed(row, dose="d1", booklet="", reason="new"):
    rows = (PrintedRow(page="nip-1", row=row, dose_id=dose, texts={"lot": "A1"}),)
    return BookletPrinted(person_id="p1", booklet_id=booklet, layout="national", version=1, rows=rows, reason=reason)


def handwritten(row, dose="d1"):
    return BookletRowHandwritten(
        person_id="p1", booklet_id="", layout="national", version=1, page="nip-1", row=row, dose_id=dose
    )


def booklet(*entries):
    return fold_card("p1", entries).booklet


def test_a_printed_row_says_which_dose_when_and_by_whom():
    (mark,) = booklet(an_entry(printed("HepB-1"), id="e1", minute=5)).marks

    assert (mark.place, mark.dose_id, mark.how, mark.by) == (("nip-1", "HepB-1"), "d1", Writing.PRINTED, "u1")
    assert mark.texts == (("lot", "A1"),)
    assert f"{mark.at:%H:%M}" == "00:35"


def test_a_row_printed_again_is_one_row():
    marks = booklet(
        an_entry(printed("HepB-1"), id="e1", seq=1), an_entry(printed("HepB-1", reason="again"), id="e2", seq=2)
    ).marks

    assert [mark.entry_id for mark in marks] == ["e2"]


def test_a_reissued_booklet_begins_empty_and_holds_what_was_printed_with_it():
    reissue = printed("HepB-1", booklet="second", reason="reissue")

    record = booklet(
        an_entry(printed("HepB-1"), id="e1", seq=1),
        an_entry(printed("MMR-1", "d2"), id="e2", seq=2),
        an_entry(reissue, id="e3", seq=3),
    )

    assert (record.booklet_id, record.reissued) == ("second", 1)
    assert [(mark.row, mark.dose_id) for mark in record.marks] == [("HepB-1", "d1")]


def test_a_tick_taken_back_leaves_the_row_empty():
    record = booklet(
        an_entry(handwritten("HepB-1"), id="e1", seq=1), an_entry(EntryUndone(), id="e2", seq=2, refs=("e1",))
    )

    assert record.marks == ()


def test_the_newest_measuring_of_an_edition_holds_and_is_counted():
    def measured(title, version, id, seq):
        body = BookletLayoutMeasured(layout=BookletLayout(id="n", title=title, pages=()), version=version)
        return an_entry(body, id=id, seq=seq, subject="clinic")

    book = fold_clinic_book([measured("一", 1, "e1", 1), measured("二", 2, "e2", 2), measured("三", 2, "e3", 3)])

    assert [(known.layout.title, known.version) for known in book.layouts] == [("三", 3)]
