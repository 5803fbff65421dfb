import msgspec
import pytest
from booklet_samples import FOLDER, layout
from measured_boxes import DOUBLE_SECOND, NATIONAL_FIRST, NATIONAL_FREE, POCKET_FIRST

from clinic_app.domain.booklet.layout import BookletLayout, Box, Fold, Half, Point
from clinic_app.domain.booklet.layout_check import LayoutFault, layout_problems
from clinic_app.domain.booklet.layout_file import LayoutUnreadable, layout_from
from clinic_app.services.resource_files import shipped_rules

NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
RULES = shipped_rules()
SERIES, VACCINES = {series.code for series in RULES.series}, set(RULES.vaccines)
NATIONAL = layout("national_2021")


def problems(edition):
    return layout_problems(edition, SERIES, VACCINES)


def with_row(**changes):
    """Return the first edition with the first row of its programme changed."""
    page = NATIONAL.pages[1]
    rows = (msgspec.structs.replace(page.rows[0], **changes), *page.rows[1:])
    return with_page(rows=rows)


def with_page(**changes):
    return msgspec.structs.replace(NATIONAL, pages=(msgspec.structs.replace(NATIONAL.pages[1], **changes),))


@pytest.mark.parametrize("name", NAMES)
def test_every_edition_says_that_it_is_a_model_and_can_be_printed_by(name):
    edition = layout(name)

    assert problems(edition) == ()
    assert edition.model
    assert "示范" in edition.note
    assert (FOLDER / f"{name}.toml").read_text("utf-8").startswith("# 示范版式")


def test_there_are_at_least_three_editions_and_their_names_differ():
    assert len({layout(name).id for name in NAMES}) >= 3


@pytest.mark.parametrize(
    ("name", "page_id", "paper"),
    [
        ("national_2021", "nip-1", NATIONAL_FIRST),
        ("national_2021", "other-3", NATIONAL_FREE),
        ("double_2017", "nip-2", DOUBLE_SECOND),
        ("pocket_2005", "nip-1", POCKET_FIRST),
    ],
)
def test_every_box_is_where_the_ruler_found_it(name, page_id, paper):
    page = layout(name).page(page_id)

    for row in paper.rows:
        for field, box in page.row(row).boxes.items():
            cell = paper.cell(row, field)
            assert (box.left, box.top, box.right, box.bottom) == pytest.approx(
                (cell.left, cell.top, cell.right, cell.bottom)
            ), (row, field)


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_is_the_same_after_it_was_written_into_an_entry(name):
    assert msgspec.json.decode(msgspec.json.encode(layout(name)), type=BookletLayout) == layout(name)


@pytest.mark.parametrize(
    ("edition", "fault", "word"),
    [
        (with_row(boxes={"date": Box(170, 22, 20, 12)}), LayoutFault.OFF_PAGE, ""),
        (with_row(boxes={"date": Box(-0.1, 22, 20, 12)}), LayoutFault.OFF_PAGE, ""),
        (with_row(boxes={"date": Box(10, 125, 20, 12)}), LayoutFault.ON_FOLD, ""),
        (with_row(boxes={"date": Box(10, 22, 20, 4.7)}), LayoutFault.TOO_SMALL, ""),
        (with_row(boxes={"date": Box(10, 22, 20, 9), "lot": Box(28.9, 22, 20, 9)}), LayoutFault.OVERLAP, "lot"),
        (with_row(boxes={"dose": Box(10, 22, 20, 9)}), LayoutFault.UNKNOWN_FIELD, "dose"),
        (with_row(series="Plague"), LayoutFault.UNKNOWN_SERIES, "Plague"),
        (with_row(vaccines=("HepB-9",)), LayoutFault.UNKNOWN_VACCINE, "HepB-9"),
        (with_row(id="HepB-2"), LayoutFault.ROW_TWICE, ""),
        (with_page(width=999.0), LayoutFault.PAGE_SIZE, ""),
        (with_page(fold=Fold.UPRIGHT, fold_at=190.0), LayoutFault.FOLD, ""),
        (with_page(marks=(Point(1, 1),) * 4), LayoutFault.MARKS, ""),
        (msgspec.structs.replace(NATIONAL, pages=()), LayoutFault.NO_PAGES, ""),
        (msgspec.structs.replace(NATIONAL, pages=NATIONAL.pages[:1] * 2), LayoutFault.PAGE_TWICE, ""),
    ],
)
def test_a_layout_nobody_can_print_by_is_refused_with_its_place(edition, fault, word):
    assert (fault, word) in [(problem.fault, problem.word) for problem in problems(edition)]


@pytest.mark.parametrize(
    "text",
    [b"", b"id = ", b"\xff\xfe", b'id = "a"\ntitle = "b"\nnote = ""\nsource = ""\n', b'id = "a"\nunknown = 1'],
)
def test_a_file_that_is_no_layout_is_refused(text):
    with pytest.raises(LayoutUnreadable):
        layout_from(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("date = [32.0, 20.0]", "date = [32.0]"),
        ("date = [32.0, 20.0]", 'date = "left"'),
        ('kind = "person"', 'kind = "cover"'),
        ('fold = "across"\nfold_at', 'fold = "twice"\nfold_at'),
        ("width = 184.0", ""),
        ('fold = "across"\nfold_at = 130.0', 'feed = "sideways"'),
    ],
)
def test_one_wrong_word_in_a_layout_file_is_refused(old, new):
    text = (FOLDER / "national_2021.toml").read_text("utf-8")

    with pytest.raises(LayoutUnreadable):
        layout_from(text.replace(old, new, 1).encode())


def test_the_halves_of_a_page_meet_at_its_fold():
    page = NATIONAL.page("nip-1")

    assert page.area(Half.FIRST) == Box(0, 0, 184, 130)
    assert page.area(Half.SECOND) == Box(0, 130, 184, 130)
    assert page.area(Half.WHOLE) == Box(0, 0, 184, 260)
    assert page.half_of(page.row("Polio-4").boxes["date"]) is Half.FIRST
    assert page.half_of(page.row("DTP-1").boxes["date"]) is Half.SECOND


def test_a_booklet_that_opens_sideways_has_a_left_and_a_right_half():
    page = layout("double_2017").page("nip-1")

    assert page.area(Half.SECOND) == Box(125, 0, 125, 176)
    assert page.half_of(page.row("HepB-1").boxes["maker"]) is Half.FIRST
    assert page.half_of(page.row("HepB-1").boxes["clinic"]) is Half.SECOND
