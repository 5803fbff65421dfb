from contextlib import closing
from dataclasses import replace

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from booklet_samples import a_dose, a_mark, a_record, counted, full_words, layout, points, sheet_of
from measured_boxes import DOUBLE_SECOND, NATIONAL_FIRST, NATIONAL_FREE, POCKET_FIRST, Cell
from paper_and_scanner import (
    STRAIGHT,
    Crooked,
    ink_out_of_place,
    laid_straight,
    measured_corners,
    printed,
    scan_of,
    words_in,
)
from PIL import Image

from clinic_app.domain.booklet.fit import fitted
from clinic_app.domain.booklet.layout import Box, Half
from clinic_app.domain.booklet.places import lines_for, places_of
from clinic_app.printing.booklet_page import booklet_pdf
from clinic_app.printing.preview import page_image
from clinic_app.services.resource_files import FONTS

CROOKED = Crooked()
FIVE_IN_ONE_ROWS = ("DTP-1", "Polio-3")


def lines_of_the_child(edition):
    """A child with a used row (HepB-1, by hand), a five-in-one, and a dose on the lower half: what is to be printed."""
    hep_b, five, mmr = a_dose("d1", "HepB"), a_dose("d2", "DTaP-IPV/Hib"), a_dose("d3", "MMR")
    verdicts = [*counted(hep_b, HepB=1), *counted(five, DTP=1, Polio=3, Hib=1), *counted(mmr, MMR=2)]
    record = a_record(a_mark("nip-1", "HepB-1", "d1"))
    places = places_of(edition, [hep_b, five, mmr], verdicts, record, five.given_on)
    lines, left_over = lines_for(edition, record, [place for place in places if place.to_print])
    assert not left_over
    return lines


def printed_onto(edition, lies, rows=None):
    """Measure the crooked page, print the child's rows by `edition`, and return the PDF and the rows printed."""
    asked = layout("national_2021")
    scan = scan_of(NATIONAL_FIRST, lies)
    fit = fitted(asked.page("nip-1").marks, points(measured_corners(scan)))
    rows = rows or [line.row for line in lines_of_the_child(asked)]
    words = {row: full_words("五联", label=asked.page("nip-1").row(row).label) for row in rows}
    return booklet_pdf(sheet_of(edition, "nip-1", words, fit=fit), FONTS), words


def cells_of(words, paper=NATIONAL_FIRST):
    return {(row, field): paper.cell(row, field) for row in words for field in words[row] if field in paper.columns}


def wrong_on(edition, lies=CROOKED):
    pdf, words = printed_onto(edition, lies)
    cells = {key: cell for key, cell in cells_of(words).items() if key[1] != "vaccine"}
    return ink_out_of_place(laid_straight(printed(pdf), NATIONAL_FIRST, lies), list(cells.values()))


def shifted(edition, dx=0.0, dy=0.0, field=None):
    """Return the edition measured wrongly: every box, or those of one column, so many millimetres off."""

    def moved(box, name):
        wrong = field in (None, name)
        return Box(box.left + dx, box.top + dy, box.width, box.height) if wrong else box

    pages = tuple(
        msgspec.structs.replace(
            page,
            rows=tuple(
                msgspec.structs.replace(row, boxes={name: moved(box, name) for name, box in row.boxes.items()})
                for row in page.rows
            ),
        )
        for page in edition.pages
    )
    return msgspec.structs.replace(edition, pages=pages)


def test_a_crooked_page_is_measured_as_it_lies():
    scan = scan_of(NATIONAL_FIRST, CROOKED)

    fit = fitted(layout("national_2021").page("nip-1").marks, points(measured_corners(scan)))

    assert fit.turn_degrees == pytest.approx(0.7, abs=0.03)
    assert fit.scale == pytest.approx(0.985, abs=0.0006)
    assert fit.right_tenths == pytest.approx(26, abs=1)
    assert fit.down_tenths == pytest.approx(13, abs=1)


def test_the_child_gets_the_two_rows_of_the_five_in_one_and_the_lower_half_and_nothing_into_the_used_row():
    rows = [line.row for line in lines_of_the_child(layout("national_2021"))]

    assert rows == ["Polio-3", "DTP-1", "MMR-2"]


@pytest.mark.parametrize("lies", [STRAIGHT, CROOKED, Crooked(-0.7, 1.015, 1.0, 4.0)])
def test_every_field_is_inside_its_box_with_half_a_millimetre_around_it(lies):
    assert wrong_on(layout("national_2021"), lies) == []


@pytest.mark.parametrize(("dx", "dy"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_a_layout_one_millimetre_off_is_found(dx, dy):
    assert wrong_on(shifted(layout("national_2021"), dx, dy)) != []


@pytest.mark.parametrize(("field", "dy"), [("maker", 1), ("maker", -1), ("clinic", 1), ("clinic", -1)])
def test_one_column_one_millimetre_off_is_found(field, dy):
    assert wrong_on(shifted(layout("national_2021"), 0, dy, field)) != []


def test_what_a_reader_finds_in_each_box_is_exactly_what_was_to_be_printed():
    pdf, words = printed_onto(layout("national_2021"), CROOKED)

    found = {key: words_in(pdf, cell, CROOKED) for key, cell in cells_of(words).items() if key[1] != "vaccine"}

    assert found == {key: words[key[0]][key[1]] for key in found}
    assert len(found) == 3 * 8


def test_the_lower_half_alone_is_printed_from_the_fold_on():
    edition = layout("national_2021")
    words = {row: full_words("百白破") for row in ("DTP-1", "JE-L-1")}

    pdf = booklet_pdf(sheet_of(edition, "nip-1", words, Half.SECOND), FONTS)

    half = replace(NATIONAL_FIRST, height=130, rows={row: top - 130 for row, top in NATIONAL_FIRST.rows.items()})
    cells = {key: cell for key, cell in cells_of(words, half).items() if key[1] != "vaccine"}
    assert printed(pdf).size == (1840, 1300)
    assert ink_out_of_place(laid_straight(printed(pdf), half, STRAIGHT), list(cells.values())) == []
    assert words_in(pdf, cells["DTP-1", "lot"], STRAIGHT) == "A202509011"


def test_a_free_row_says_which_vaccine_it_is():
    words = {row: full_words("13价肺炎", number=1) for row in ("free-2", "free-9")}

    pdf = booklet_pdf(sheet_of(layout("national_2021"), "other-3", words), FONTS)

    cells = cells_of(words, NATIONAL_FREE)
    assert ink_out_of_place(laid_straight(printed(pdf), NATIONAL_FREE, STRAIGHT), list(cells.values())) == []
    assert (
        words_in(pdf, NATIONAL_FREE.cell("free-9", "vaccine"), STRAIGHT) == "13价肺炎第1剂"
    )  # on two lines, so without the blank


def test_the_rows_of_a_booklet_that_opens_sideways_stay_off_its_fold():
    words = {row: full_words("麻腮风", label="麻风疫苗") for row in ("MR-1", "MenA-1")}

    pdf = booklet_pdf(sheet_of(layout("double_2017"), "nip-2", words), FONTS)

    cells = {key: cell for key, cell in cells_of(words, DOUBLE_SECOND).items() if key[1] != "vaccine"}
    assert ink_out_of_place(laid_straight(printed(pdf), DOUBLE_SECOND, STRAIGHT), list(cells.values())) == []
    assert words_in(pdf, cells["MR-1", "remark"], STRAIGHT) == "补 麻腮风"


def test_a_small_booklet_is_printed_lying_on_its_side():
    words = {row: full_words("乙肝", label="乙肝疫苗", clinic="柳河镇卫生院") for row in ("HepB-1", "Polio-3")}

    pdf = booklet_pdf(sheet_of(layout("pocket_2005"), "nip-1", words), FONTS)

    fed = printed(pdf)
    upright = fed.transpose(
        method=Image.Transpose.ROTATE_90
    )  # a quarter to the left: it was put in turned to the right
    cells = cells_of(words, POCKET_FIRST)
    assert fed.size == (1480, 1050)
    assert ink_out_of_place(laid_straight(upright, POCKET_FIRST, STRAIGHT), list(cells.values())) == []


def test_the_same_rows_give_the_same_bytes_and_black_is_the_only_colour():
    pdf, _ = printed_onto(layout("national_2021"), CROOKED)
    again, _ = printed_onto(layout("national_2021"), CROOKED)

    width, height, rgb = page_image(pdf, 0, 72)
    red, green, blue = Image.frombytes("RGB", (width, height), rgb).split()
    assert pdf == again
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert red.getextrema()[1] == 255


def test_an_exercise_says_so_above_the_table():
    words = {"DTP-1": full_words("百白破", label="百白破疫苗 第1剂")}

    pdf = booklet_pdf(sheet_of(layout("national_2021"), "nip-1", words, practice=True), FONTS)

    assert words_in(pdf, Cell(0, 0, 184, 12), STRAIGHT) == "练习 · 不是真实记录"


def test_letters_keep_reading_size_on_a_page_that_is_scaled_and_nobody_is_named_in_the_metadata():
    pdf, _ = printed_onto(layout("national_2021"), CROOKED)

    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[0]) as page:
        with closing(page.get_textpage()) as text:
            sizes = {round(pdfium.FPDFText_GetFontSize(text, place), 2) for place in range(text.count_chars())}
        fonts = {drawn.get_font().is_embedded for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])}
        metadata = document.get_metadata_dict()
    assert min(sizes - {1.0}) >= 9
    assert fonts == {True}
    assert (metadata["Title"], metadata["Author"], metadata["Subject"]) == ("接种证套打", "", "")
