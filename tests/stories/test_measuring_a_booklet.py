"""Measuring a booklet and its printer, in the nurse's words: editions are kept, the printer is put right."""

from dataclasses import replace

import msgspec
import pytest
from test_the_booklet import reader_of, vaccinated

from clinic_app.domain.booklet.fit import Fit
from clinic_app.domain.booklet.layout import Box, Half, Point
from clinic_app.services.booklet_failures import FitAbsurd, LayoutRefused, LayoutUnknown, PointsDisagree
from clinic_app.services.booklet_layouts import (
    crosses_of,
    fit_of,
    known_layouts,
    layout_in,
    measure_layout,
    measure_printer,
    print_test_page,
    set_fit,
)
from clinic_app.services.booklet_plan import open_booklet
from clinic_app.services.print_jobs import PrinterChoice, choose_printer
from clinic_app.services.resource_files import layouts_in


def test_a_measured_edition_is_printed_by_and_counts_its_measurings(desk):
    edition = layout_in(desk.clinic_book(), "double-2017").layout
    assert edition.model

    measure_layout(desk, edition, desk.mint())
    known = measure_layout(desk, edition, desk.mint(), "换了一批证")

    assert (known.version, known.is_measured, known.layout.model) == (2, True, False)
    assert known_layouts(desk.clinic_book())[0].layout.id == "double-2017"
    assert open_booklet(reader_of(desk), vaccinated(desk, "DTaP")).known.layout.id == "double-2017"


def test_a_box_beyond_the_edge_of_the_page_is_refused(desk):
    edition = layout_in(desk.clinic_book(), "").layout
    page = edition.pages[1]
    row = msgspec.structs.replace(page.rows[0], boxes={"date": Box(180, 22, 20, 12)})
    wrong = msgspec.structs.replace(edition, pages=(msgspec.structs.replace(page, rows=(row,)),))

    with pytest.raises(LayoutRefused):
        measure_layout(desk, wrong, desk.mint())

    assert desk.clinic_book().layouts == ()


def test_an_edition_nobody_knows_is_named(desk):
    with pytest.raises(LayoutUnknown):
        open_booklet(reader_of(desk), vaccinated(desk, "DTaP"), "national-1999")


def test_a_broken_layout_file_does_not_take_the_others_with_it(tmp_path):
    (tmp_path / "good_2021.toml").write_bytes(b'id = "a"\ntitle = "a"\nnote = ""\nsource = ""\npages = []\n')
    (tmp_path / "bad_2022.toml").write_bytes(b"id = \xff")

    found = layouts_in(tmp_path)

    assert [layout.id for layout in found.layouts] == ["a"]
    assert found.broken == ("bad_2022.toml",)
    assert layouts_in(tmp_path / "nowhere").layouts == ()


class TestThePrinter:
    """The test page comes out crooked; what is measured on it is put right."""

    def page(self, desk):
        return layout_in(desk.clinic_book(), "").layout.page("nip-1")

    def test_what_was_measured_on_the_test_page_is_put_right(self, desk):
        page = self.page(desk)
        print_test_page(desk, page, Half.WHOLE)
        crosses = crosses_of(page.area(Half.WHOLE))
        came_out = [Point(cross.x + 1.5, cross.y - 0.8) for cross in crosses]

        fit = measure_printer(desk, page, Half.WHOLE, came_out)

        assert (fit.right_tenths, fit.down_tenths) == (-15, 8)
        assert fit_of(reader_of(desk), page, Half.WHOLE) == fit

    def test_a_second_test_page_is_measured_on_top_of_the_first(self, desk):
        page = self.page(desk)
        crosses = crosses_of(page.area(Half.WHOLE))
        measure_printer(desk, page, Half.WHOLE, [Point(cross.x + 1.5, cross.y) for cross in crosses])

        fit = measure_printer(desk, page, Half.WHOLE, [Point(cross.x + 0.2, cross.y) for cross in crosses])

        assert fit.right_tenths == -17

    def test_the_half_page_has_a_fit_of_its_own(self, desk):
        page = self.page(desk)
        crosses = crosses_of(page.area(Half.SECOND))
        measure_printer(desk, page, Half.SECOND, [Point(cross.x + 1, cross.y) for cross in crosses])

        assert fit_of(desk, page, Half.WHOLE).right_tenths == 0
        assert fit_of(desk, page, Half.FIRST).right_tenths == -10

    def test_one_point_measured_wrongly_is_said(self, desk):
        page = self.page(desk)
        crosses = list(crosses_of(page.area(Half.WHOLE)))
        crosses[2] = Point(crosses[2].x + 4, crosses[2].y)

        with pytest.raises(PointsDisagree) as refused:
            measure_printer(desk, page, Half.WHOLE, crosses)

        assert refused.value.rest_mm > 0.6

    def test_three_centimetres_off_is_a_slip_of_the_ruler(self, desk):
        page = self.page(desk)
        crosses = [Point(cross.x + 30, cross.y) for cross in crosses_of(page.area(Half.WHOLE))]

        with pytest.raises(FitAbsurd):
            measure_printer(desk, page, Half.WHOLE, crosses)
        assert fit_of(desk, page, Half.WHOLE).right_tenths == 0

    def test_a_nudge_by_a_tenth_is_kept(self, desk):
        page = self.page(desk)
        set_fit(desk, page, Half.WHOLE, replace(fit_of(desk, page, Half.WHOLE), right_tenths=1))

        assert fit_of(desk, page, Half.WHOLE).right_tenths == 1


def test_another_printer_has_a_fit_of_its_own(desk):
    page = layout_in(desk.clinic_book(), "").layout.page("nip-1")
    choose_printer(desk, [PrinterChoice(kind="booklet", printer="PLQ-20", paper="own", black_only=True)])
    set_fit(desk, page, Half.WHOLE, Fit(-15, 8))

    choose_printer(desk, [PrinterChoice(kind="booklet", printer="DS-1100", paper="own", black_only=True)])
    assert fit_of(desk, page, Half.WHOLE) == Fit()

    choose_printer(desk, [PrinterChoice(kind="booklet", printer="PLQ-20", paper="own", black_only=True)])
    assert fit_of(desk, page, Half.WHOLE) == Fit(-15, 8)
