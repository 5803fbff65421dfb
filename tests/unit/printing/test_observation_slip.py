from dataclasses import replace
from datetime import date

import pytest

from clinic_app.printing.bars import NoBarsForText
from clinic_app.printing.fonts import MissingGlyph, UnprintableText
from clinic_app.printing.observation_slip import ObservationSlip, SlipDose, observation_slip
from clinic_app.printing.paper_values import unprintable_in
from clinic_app.printing.roll import RollPaper

TICKET = "T20261118059"
SLIP = ObservationSlip(
    clinic="柳河镇卫生院预防接种门诊",
    ticket=TICKET,
    name="张*明",
    doses=(SlipDose("百白破", 2, "左上臂"), SlipDose("脊灰 IPV", 2, "右大腿")),
    given_at="17:52",
    leave_at="18:22",
    notes="请坐满30分钟。\n不适请告诉护士。",
    phone="0871-6512 0042",
)
LONG_NAME = "阿卜杜热西提·麦麦提敏·买买提艾力·𬸚𫖯䶮㛃𠀀·吐尔逊江·艾合买提"
PAPERS = list(RollPaper)


def test_the_slip_says_in_order_who_got_what_when_and_until_when(fonts_folder, read):
    assert read(observation_slip(SLIP, fonts_folder)).lines == [
        "柳河镇卫生院预防接种门诊",
        "留观条",
        "张*明",
        "百白破 第2剂 左上臂",
        "脊灰 IPV 第2剂 右大腿",
        "接种时间 17:52",
        "可离开时间",
        "18:22",
        "请坐满30分钟。",
        "不适请告诉护士。",
        "咨询电话 0871-6512 0042",
        "T20261118059",
    ]


@pytest.mark.parametrize(("paper", "dpi"), [(paper, dpi) for paper in PAPERS for dpi in (150, 203, 300)])
def test_the_bars_say_the_ticket(paper, dpi, fonts_folder, read):
    assert read(observation_slip(SLIP, fonts_folder, paper)).bars(dpi) == [TICKET]


@pytest.mark.parametrize(("paper", "middle_mm", "least_height_mm"), [(PAPERS[0], 40, 12), (PAPERS[1], 29, 9)])
def test_the_leave_time_is_large_and_in_the_middle(paper, middle_mm, least_height_mm, fonts_folder, read):
    page = read(observation_slip(SLIP, fonts_folder, paper))

    left, top, right, bottom = page.box_of("18:22")

    assert (left + right) / 2 == pytest.approx(middle_mm, abs=1)
    assert bottom - top >= least_height_mm
    assert page.box_of("可离开时间")[3] < top
    assert bottom < page.box_of("请坐满")[1]


@pytest.mark.parametrize(("paper", "paper_mm", "margin_mm"), [(PAPERS[0], 80, 4), (PAPERS[1], 58, 5)])
@pytest.mark.parametrize("name", ["张*明", LONG_NAME])
def test_nothing_lies_outside_what_the_print_head_reaches(name, paper, paper_mm, margin_mm, fonts_folder, read):
    page = read(observation_slip(replace(SLIP, name=name, practice=True), fonts_folder, paper))

    left, right = page.ink_mm()

    assert page.width_mm == pytest.approx(paper_mm, abs=0.001)
    assert left >= margin_mm - 0.1
    assert right <= paper_mm - margin_mm + 0.1


@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_name_with_rare_characters_is_whole(paper, fonts_folder, read):
    text = "".join(read(observation_slip(replace(SLIP, name=LONG_NAME), fonts_folder, paper)).lines)

    assert LONG_NAME in text


@pytest.mark.parametrize("paper", PAPERS)
def test_no_character_is_smaller_than_nine_points(paper, fonts_folder, read):
    assert min(read(observation_slip(SLIP, fonts_folder, paper)).sizes()) >= 9


def test_a_leave_time_with_a_day_still_fits(fonts_folder, read):
    page = read(observation_slip(replace(SLIP, leave_at="11月18日 18:22"), fonts_folder, RollPaper.MM_58))

    left, _, right, _ = page.box_of("11月18日 18:22")

    assert left >= 5
    assert right <= 53


def test_black_is_the_only_colour(fonts_folder, read):
    image = read(observation_slip(replace(SLIP, practice=True), fonts_folder)).image(100)

    red, green, blue = image.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert red.getextrema() == (0, 255)


def test_an_exercise_is_marked_above_and_below_and_a_real_slip_is_not(fonts_folder, read):
    exercise = read(observation_slip(replace(SLIP, practice=True), fonts_folder)).lines

    assert exercise[0] == exercise[-1] == "练习 · 没有接种"
    assert not any("练习" in line for line in read(observation_slip(SLIP, fonts_folder)).lines)


def test_a_slip_without_phone_has_no_empty_phone_line(fonts_folder, read):
    assert not any("电话" in line for line in read(observation_slip(replace(SLIP, phone=""), fonts_folder)).lines)


def test_the_same_slip_gives_the_same_bytes(fonts_folder):
    assert observation_slip(SLIP, fonts_folder) == observation_slip(replace(SLIP), fonts_folder)


def test_the_metadata_names_the_paper_and_the_day_but_no_person(fonts_folder, read):
    slip = replace(SLIP, printed_on=date(2026, 11, 18))

    metadata = read(observation_slip(slip, fonts_folder)).metadata

    assert metadata == {
        "Title": "留观条",
        "Author": "",
        "Subject": "",
        "Keywords": "",
        "Creator": "clinic-app",
        "Producer": "clinic-app",
        "CreationDate": "D:20261118000000Z",
        "ModDate": "D:20261118000000Z",
    }


def test_a_character_no_font_has_is_reported_then_refused_then_marked_when_asked(fonts_folder, read):
    slip = replace(SLIP, name="张ཀ明")

    assert unprintable_in(slip, fonts_folder) == (MissingGlyph("ཀ", 1),)
    with pytest.raises(UnprintableText):
        observation_slip(slip, fonts_folder)
    assert "张〓明" in read(observation_slip(slip, fonts_folder, mark_missing=True)).lines


def test_a_slip_whose_characters_all_have_glyphs_reports_none(fonts_folder):
    assert unprintable_in(replace(SLIP, name=LONG_NAME), fonts_folder) == ()


def test_a_ticket_without_bars_is_refused(fonts_folder):
    with pytest.raises(NoBarsForText):
        observation_slip(replace(SLIP, ticket="号59"), fonts_folder)


def test_the_slip_is_one_page_as_long_as_its_text(fonts_folder, read):
    short = read(observation_slip(SLIP, fonts_folder))
    long = read(observation_slip(replace(SLIP, notes="请坐好。\n" * 20), fonts_folder))

    assert short.pages == long.pages == 1
    assert long.height_mm > short.height_mm + 80
    assert long.bars(203) == [TICKET]
