"""The recovery sheet is read as somebody else's program reads it."""

from datetime import date

import pytest

from clinic_app.printing.recovery_sheet import RecoverySheet, recovery_sheet

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567-89ABC-DEFGH"
SHEET = RecoverySheet(clinic="马城镇卫生院", unit_code="5224240306", code=CODE, printed_on=date(2026, 11, 18))


@pytest.fixture
def paper(fonts_folder, read):
    return read(recovery_sheet(SHEET, fonts_folder))


def test_all_eight_groups_stand_on_one_page_under_their_numbers(paper):
    text = " ".join(paper.lines)

    assert paper.pages == 1
    for number, group in enumerate(CODE.split("-"), start=1):
        assert group in text
        left, top, _, _ = paper.box_of(group)
        number_left, number_top, _, _ = paper.box_of(f"第 {number} 组")
        assert abs(left - number_left) < 2
        assert 0 < top - number_top < 12
    assert "马城镇卫生院" in text
    assert "5224240306" in text
    assert "2026-11-18" in text


def test_nothing_runs_over_the_edge_of_half_a_page(paper):
    assert (round(paper.width_mm), round(paper.height_mm)) == (210, 148)
    left, right = paper.ink_mm()
    assert left >= 15
    assert right <= 195


def test_the_code_does_not_stand_in_the_metadata(paper):
    assert not any(group in str(paper.metadata) for group in CODE.split("-"))


def test_a_name_no_font_knows_does_not_keep_the_code_from_paper(fonts_folder, read):
    strange = RecoverySheet(clinic="马城\U0001f600镇", unit_code="5224240306", code=CODE, printed_on=date(2026, 11, 18))

    assert "马城〓镇" in " ".join(read(recovery_sheet(strange, fonts_folder)).lines)
