"""Registers: every row once and in order, whatever its length, on pages that say which they are."""

from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from clinic_app.printing.register import RegisterHead, register_pdf
from clinic_app.printing.register_forms import GivenDose

LONG = "阿卜杜热西提·麦麦提敏·买买提艾力·𬸚𫖯䶮㛃𠀀·吐尔逊江·艾合买提"
HEAD = RegisterHead(form="vaccination", clinic="柳河镇卫生院", month=date(2026, 11, 1), printed_on=date(2026, 12, 1))


def a_dose(number, **changes):
    values = {
        "given_on": date(2026, 11, 18),
        "given_at": datetime(2026, 11, 18, 8, 30) + timedelta(minutes=number % 60),  # noqa: DTZ001 - as printed
        "name": f"儿童{number}号",
        "sex": "M",
        "born_on": date(2025, 9, 15),
        "vaccine": "百白破",
        "dose_number": 3,
        "lot_number": f"A{number:05}",
        "expires_on": date(2027, 6, 30),
        "maker": "北京生物",
        "site": "left_upper_arm",
        "route": "IM",
        "vaccinator": "李护士",
        "guardian": "王芳",
        "phone": "13800001234",
    }
    return GivenDose(**{**values, **changes})


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def register(rows, folder, **changes):
    return register_pdf(HEAD, lambda: iter(rows), folder, **changes)


def test_every_row_stands_once_and_in_order_over_the_pages(fonts_folder):
    rows = [a_dose(number, name=LONG if number % 7 == 0 else f"儿童{number}号") for number in range(1, 121)]

    pdf, missing = register(rows, fonts_folder)

    whole = "".join(text_of(pdf))
    places = [whole.index(f"A{number:05}") for number in range(1, 121)]
    assert places == sorted(places)
    assert [whole.count(f"A{number:05}") for number in range(1, 121)] == [1] * 120
    assert whole.replace("\r\n", "").replace("\ufffe", "").count("艾合买提") == 17
    assert missing == ""


def test_every_page_has_captions_its_number_and_lines_to_sign(fonts_folder):
    pdf, _ = register([a_dose(number) for number in range(100)], fonts_folder)

    pages = text_of(pdf)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"第 {number} 页 共 {len(pages)} 页" in page
        assert "预防接种登记簿　2026年11月" in page
        for caption in ("序号", "生产企业", "填写人", "审核人"):
            assert page.count(caption) == 1, caption


def test_no_row_reaches_into_the_foot(fonts_folder, read):
    rows = [a_dose(number, name=LONG, guardian=LONG) for number in range(40)]

    page = read(register(rows, fonts_folder)[0])

    signing_mm = page.box_of("填写人")[1]  # hand-measured: the foot begins 196 mm from the top
    assert signing_mm == pytest.approx(196, abs=1)
    dark = page.image(254).convert("L").crop((0, 1905, 2970, 1955)).point(lambda grey: 255 if grey < 128 else 0)
    assert dark.getbbox() is None  # between the table and the foot nothing is printed
    assert min(page.sizes()) >= 9


def test_drops_that_are_swallowed_are_said_to_be_swallowed_once(fonts_folder):
    pdf, _ = register([a_dose(1, vaccine="脊灰减毒", site="oral", route="PO")], fonts_folder)

    assert "".join(text_of(pdf)).count("口服") == 1


def test_a_void_needle_stays_in_the_register_with_its_reason(fonts_folder):
    pdf, _ = register([a_dose(1, void_reason="打错孩子")], fonts_folder)

    assert "作废：打错孩子" in text_of(pdf)[0].replace("\r\n", "")


def test_a_month_without_records_says_so(fonts_folder):
    pdf, _ = register([], fonts_folder)

    (page,) = text_of(pdf)
    assert "本月没有记录" in page
    assert "第 1 页 共 1 页" in page


def test_a_letter_no_font_draws_is_named_and_marked(fonts_folder):
    pdf, missing = register([a_dose(1, name="张😀")], fonts_folder)

    assert missing == "😀"
    assert "张〓" in text_of(pdf)[0]


def test_the_same_rows_give_the_same_bytes(fonts_folder):
    rows = [a_dose(number) for number in range(60)]

    assert register(rows, fonts_folder)[0] == register(rows, fonts_folder)[0]


def test_a_register_told_to_stop_ends_while_it_is_measured(fonts_folder):
    class Enough(Exception):
        pass

    def told(pages):
        raise Enough

    with pytest.raises(Enough):
        register([a_dose(number) for number in range(500)], fonts_folder, told=told)
