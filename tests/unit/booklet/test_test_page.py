"""The test page of a booklet printer, as a ruler finds it on the rendered page."""

import pytest
from booklet_samples import layout, sheet_of
from measured_boxes import Cell
from paper_and_scanner import PER_MM, STRAIGHT, printed, words_in

from clinic_app.domain.booklet.fit import Fit
from clinic_app.domain.booklet.layout import Point
from clinic_app.printing.fit_test_page import fit_test_pdf
from clinic_app.services.resource_files import FONTS

DARK = 60
CROSSES = [(10, 10), (174, 10), (10, 250), (174, 250)]


def a_test_page(fit):
    sheet = sheet_of(layout("national_2021"), "nip-1", {}, fit=fit)
    return fit_test_pdf(sheet, [Point(x, y) for x, y in CROSSES], FONTS)


def is_crossed(image, x, y):
    """Tell whether a thick line crosses here, in both directions (the grid's own lines are hairlines)."""
    px, py = x * PER_MM, y * PER_MM
    across = image.crop((px - 30, py - 1, px - 20, py + 1))
    down = image.crop((px - 1, py - 30, px + 1, py - 20))
    return across.getextrema()[0] < DARK and down.getextrema()[0] < DARK


@pytest.mark.parametrize(("x", "y"), CROSSES)
def test_each_cross_stands_where_its_caption_says(x, y):
    pdf = a_test_page(Fit())

    assert is_crossed(printed(pdf), x, y)
    near = Cell(x - 30, y - 8, x + 30, y + 8)
    assert f"{x:.1f} , {y:.1f}" in words_in(pdf, near, STRAIGHT)


def test_a_fit_moves_the_crosses():
    assert is_crossed(printed(a_test_page(Fit(20, 30))), 12, 13)
    assert not is_crossed(printed(a_test_page(Fit(20, 30))), 10, 10)
