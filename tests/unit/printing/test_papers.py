"""What holds for every paper of a visit, whatever stands on it."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from paper_looks import bars_of_page, finest_bar_mm, is_black_and_white, looks_of, text_of
from paper_samples import FONTS, LONG_NAME, PAPERS, TICKET

from clinic_app.printing.bars import NoBarsForText
from clinic_app.printing.fonts import MissingGlyph, UnprintableText
from clinic_app.printing.paper_values import unprintable_in

EVERY_PAPER = pytest.mark.parametrize("kind", PAPERS)
ENDS_MM = 5  # what a printer does not reach at the upper and lower edge


@cache
def pdf_of(kind, **letterhead):
    values, draw, _ = PAPERS[kind]
    return draw(replace(values, letterhead=replace(values.letterhead, **letterhead)), FONTS)


def named(values, name):
    """The same paper for somebody else, wherever the paper keeps the name."""
    if hasattr(values, "person"):
        return replace(values, person=replace(values.person, name=name))
    if hasattr(values, "patient"):
        return replace(values, patient=replace(values.patient, name=name))
    return replace(values, name=name)


@EVERY_PAPER
@pytest.mark.parametrize("practice", [False, True])
def test_nothing_stands_on_anything_else_or_outside_the_margins(kind, practice):
    paper = PAPERS[kind][2]

    for look in looks_of(pdf_of(kind, practice=practice)):
        assert (look.width_mm, look.height_mm) == pytest.approx((paper.size.width_mm, paper.size.height_mm), abs=0.01)
        assert look.collisions() == []
        assert look.outside(paper.margin_mm, ENDS_MM) == []


@EVERY_PAPER
def test_a_long_name_with_rare_characters_is_whole(kind):
    assert LONG_NAME in text_of(pdf_of(kind))


@EVERY_PAPER
def test_every_page_has_the_head_the_bars_and_its_number(kind):
    pdf = pdf_of(kind)
    looks = looks_of(pdf)

    for number, look in enumerate(looks, start=1):
        assert look.text.startswith("柳河镇卫生院预防接种门诊")
        assert f"第 {number} 页 共 {len(looks)} 页" in look.text
        assert bars_of_page(pdf, number - 1, 203) == [TICKET]
        assert bars_of_page(pdf, number - 1, 300) == [TICKET]


@EVERY_PAPER
def test_the_finest_bar_measured_on_the_bitmap_is_a_quarter_millimetre_at_least(kind):
    assert finest_bar_mm(pdf_of(kind)) >= 0.25 - 0.011  # a dot at 2400 dots an inch


@EVERY_PAPER
def test_a_paper_without_a_visit_has_no_bars(kind):
    assert bars_of_page(pdf_of(kind, ticket=""), 0, 203) == []


@EVERY_PAPER
def test_an_exercise_is_marked_above_and_below_on_every_page_and_a_real_paper_is_not(kind):
    for look in looks_of(pdf_of(kind, practice=True)):
        assert look.text.count("练习 · 不是真实记录") == 2
    assert "练习" not in text_of(pdf_of(kind))


@EVERY_PAPER
def test_black_is_the_only_colour(kind):
    assert is_black_and_white(pdf_of(kind, practice=True))


@EVERY_PAPER
def test_the_same_values_give_the_same_bytes(kind):
    assert pdf_of(kind) == pdf_of.__wrapped__(kind)


@EVERY_PAPER
def test_the_metadata_names_the_paper_and_the_day_but_no_person(kind, read):
    metadata = read(pdf_of(kind, printed_on=date(2026, 11, 18))).metadata

    assert metadata["CreationDate"] == "D:20261118000000Z"
    assert metadata["Title"]
    assert not any(part in metadata["Title"] for part in LONG_NAME.split("·"))
    assert metadata["Author"] == metadata["Subject"] == metadata["Keywords"] == ""


@EVERY_PAPER
def test_no_character_is_smaller_than_nine_points(kind, read):
    assert min(read(pdf_of(kind)).sizes()) >= 9


@EVERY_PAPER
def test_a_character_no_font_has_is_reported_then_refused_then_marked_when_asked(kind):
    values, draw, _ = PAPERS[kind]
    values = named(values, "张ཀ明")

    assert unprintable_in(values, FONTS) == (MissingGlyph("ཀ", 1),)
    with pytest.raises(UnprintableText):
        draw(values, FONTS)
    assert "张〓明" in text_of(draw(values, FONTS, mark_missing=True))


@EVERY_PAPER
def test_a_paper_whose_characters_all_have_glyphs_reports_none(kind):
    assert unprintable_in(PAPERS[kind][0], FONTS) == ()


@EVERY_PAPER
def test_a_ticket_without_bars_is_refused(kind):
    with pytest.raises(NoBarsForText):
        pdf_of(kind, ticket="号59")


def test_the_papers_are_imported_without_the_heavy_libraries():
    script = (
        "import sys, clinic_app.printing.consent_form, clinic_app.printing.appointment_slip;"
        "print([name for name in ('reportlab', 'barcode', 'pypdfium2', 'PIL') if name in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == "[]"
