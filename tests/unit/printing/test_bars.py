import pytest

from clinic_app.printing.bars import BarsDoNotFit, NoBarsForText, bars_of, draw_bars
from clinic_app.printing.sheet import PageSize, one_page

TICKET = "T20261118059"


def a_page_with_bars(text, available_mm, fonts):
    bars = bars_of(text, available_mm)
    size = PageSize(available_mm, 20)
    return one_page(size, fonts, "test", None, lambda sheet: draw_bars(sheet, bars, 0, 4, 12))


TEXTS = pytest.mark.parametrize("text", [TICKET, "370102010200000035", "81234567890123456789", "RC-7F3K9Q2M"])
ODD = pytest.mark.parametrize("text", ["99", "1", "9999A9", "A99", "12345", "A1234567B99999", "0099 ~!"])


@TEXTS
@pytest.mark.parametrize(("available_mm", "dpi"), [(72, 150), (72, 203), (72, 300), (48, 203), (48, 300)])
def test_bars_are_read_back_from_the_rendered_page(text, available_mm, dpi, fonts, read):
    assert read(a_page_with_bars(text, available_mm, fonts)).bars(dpi) == [text]


@ODD
def test_digits_before_between_and_behind_letters_are_read_back(text, fonts, read):
    assert read(a_page_with_bars(text, 72, fonts)).bars(203) == [text]


@TEXTS
def test_the_finest_bars_are_still_all_there_at_150_dpi(text, fonts, read):
    assert read(a_page_with_bars(text, 48, fonts)).bars_when_enlarged(150) == [text]


def test_a_ticket_is_drawn_in_whole_dots_of_the_roll_printer():
    # start, T, first digit, change of set, five pairs, check: 10 x 11, stop 13: 123 modules;
    # 143 with quiet zones; 72 mm / 143 = 0.503 mm -> 4 dots
    assert bars_of(TICKET, 72).module_mm == 0.5
    assert bars_of(TICKET, 72).width_mm == pytest.approx(71.5)
    assert bars_of(TICKET, 48).module_mm == 0.25


def test_on_narrow_paper_the_white_edges_are_the_quiet_zones_and_the_bars_three_dots_wide():
    # 48 mm / 123 = 0.390 mm, and (48 + 10) mm / 143 = 0.406 mm -> 3 dots
    assert bars_of(TICKET, 48, white_beside_mm=5).module_mm == 0.375


def test_the_quiet_zone_is_ten_modules_on_both_sides():
    bars = bars_of(TICKET, 48)
    stripes = list(bars.stripes())

    assert stripes[0][0] == pytest.approx(2.5)
    assert bars.width_mm - sum(stripes[-1]) == pytest.approx(2.5)


def test_no_bar_is_finer_than_a_quarter_millimetre():
    assert min(width for _, width in bars_of("81234567890123456789", 48).stripes()) == pytest.approx(0.25)


def test_bars_that_would_be_too_fine_are_refused():
    with pytest.raises(BarsDoNotFit):
        bars_of("A" * 20, 48)


@pytest.mark.parametrize("text", ["", "张小明", "１２３", "A\nB"])
def test_a_text_that_is_not_printable_ascii_is_refused(text):
    with pytest.raises(NoBarsForText):
        bars_of(text, 72)


def test_the_same_code_can_be_made_twice():
    assert bars_of(TICKET, 72) == bars_of(TICKET, 72)
