"""Every certificate, easy and hard: looked at through text layer and bitmap, and measured with a ruler."""

import re
from dataclasses import replace
from functools import cache

import pytest
import zxingcpp
from certificate_papers_samples import CLINIC, DAY, LONG_ADDRESS, NUMBER, a_hard_paper, a_paper, sealed
from paper_looks import bars_of_page, finest_bar_mm, is_black_and_white, looks_of, text_of
from paper_samples import FONTS
from PIL import Image, ImageDraw, ImageFilter

from clinic_app.exchange.certificate_check import Verdict, verify_certificate
from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.certificate_papers import certificate_pages, certificate_pdf
from clinic_app.printing.certificate_text import certificate_body, certificate_head
from clinic_app.printing.codes import BYTES_LOW, BYTES_MEDIUM, TextTooLong, qr_code
from clinic_app.printing.fonts import UnprintableText, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.preview import page_count, page_image
from clinic_app.printing.sheet import many_pages
from tests.certificate_samples import trust

EVERY = pytest.mark.parametrize("kind", kinds.KINDS)
MADE = {"easy": a_paper, "hard": a_hard_paper}
BOTH = pytest.mark.parametrize("which", MADE)
TITLES = {
    "record": "预防接种记录证明",
    "travel": "预防接种证明",
    "school": "入托、入学预防接种查验证明",
    "transfer": "外地儿童预防接种凭证",
    "card": "预防接种卡",
    "advice": "预防接种医学建议",
}
SIZES = {"card": (297, 210, 16), "advice": (148, 210, 12)}


@cache
def values_of(kind, which="easy"):
    return MADE[which](kind)


@cache
def pdf_of(kind, which="easy"):
    return certificate_pdf(values_of(kind, which), FONTS)


def picture(pdf, page=0, dpi=150):
    width, height, rgb = page_image(pdf, page, dpi)
    return Image.frombytes("RGB", (width, height), rgb)


def codes_in(image):
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.bytes.decode("utf-8") for code in found]


def codes_of(pdf, dpi=150, spoil=lambda image: image):
    return [text for page in range(page_count(pdf)) for text in codes_in(spoil(picture(pdf, page, dpi)))]


@EVERY
@BOTH
def test_nothing_stands_on_anything_else_or_outside_the_margins(kind, which):
    width, height, margin = SIZES.get(kind, (210, 297, 16))

    for look in looks_of(pdf_of(kind, which)):
        assert (look.width_mm, look.height_mm) == pytest.approx((width, height), abs=0.01)
        assert look.collisions() == []
        assert look.outside(margin, 5) == []


@EVERY
@BOTH
def test_everything_that_was_put_in_is_on_the_paper(kind, which):
    values, text = values_of(kind, which), text_of(pdf_of(kind, which))

    assert values.person.name in text
    assert NUMBER in text
    assert CLINIC in text
    for dose in values.doses:
        assert f"{dose.on}" in text
        if kind in ("record", "transfer", "card", "travel"):
            assert dose.lot_number in text
    if which == "hard" and kind not in ("advice", "travel"):
        assert LONG_ADDRESS in text


@EVERY
@BOTH
def test_no_character_is_smaller_than_nine_points(kind, which, read):
    assert min(read(pdf_of(kind, which)).sizes()) >= 9


@EVERY
@BOTH
def test_every_page_has_head_bars_and_its_number(kind, which):
    looks = looks_of(pdf_of(kind, which))

    for number, look in enumerate(looks, start=1):
        assert look.text.startswith(CLINIC)
        assert TITLES[kind] in look.text
        assert f"第 {number} 页 共 {len(looks)} 页" in look.text
        assert bars_of_page(pdf_of(kind, which), number - 1, 203) == [NUMBER]


@EVERY
def test_the_finest_bar_measured_on_the_bitmap_is_a_quarter_millimetre_at_least(kind):
    assert finest_bar_mm(pdf_of(kind)) >= 0.25 - 0.011  # a dot at 2400 dots an inch


@pytest.mark.parametrize("kind", ["record", "travel", "transfer", "card", "school"])
def test_the_head_of_the_table_is_repeated_on_every_page_that_has_doses(kind):
    for look in looks_of(pdf_of(kind, "hard")):
        if re.search(r"20220\d{4}|乙肝\d", look.text):
            assert "接种日期" in look.text


@EVERY
@BOTH
def test_the_codes_are_read_from_the_bitmap_at_150_dpi_and_are_genuine(kind, which):
    values = values_of(kind, which)

    read_back = codes_of(pdf_of(kind, which))

    assert sorted(read_back) == sorted(values.parts)
    assert verify_certificate("\n".join(read_back), trust()).verdict is Verdict.GENUINE


def turned(image):
    return image.rotate(7, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def blurred(image):
    return image.filter(ImageFilter.GaussianBlur(1.6))


def unevenly_lit(image):
    """A shadow from the left lower corner, as of a hand that holds the phone."""
    shade = Image.linear_gradient("L").rotate(45, expand=False).resize(image.size)
    return Image.composite(
        image, Image.new("RGB", image.size, (60, 58, 55)), shade.point(lambda grey: 90 + grey * 165 // 255)
    )


def stamped(image):
    """Ink over one corner of the codes, and a fold."""
    drawing = ImageDraw.Draw(image)
    drawing.line((0, image.height * 0.72, image.width, image.height * 0.75), fill=(190, 190, 190), width=2)
    return image


@pytest.mark.parametrize("spoil", [turned, blurred, unevenly_lit, stamped], ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("kind", ["record", "advice"])
def test_the_codes_are_read_from_a_photograph(kind, spoil):
    assert sorted(codes_of(pdf_of(kind), 300, spoil)) == sorted(values_of(kind).parts)


@EVERY
@BOTH
def test_black_is_the_only_colour(kind, which):
    assert is_black_and_white(pdf_of(kind, which))


@EVERY
def test_the_same_values_give_the_same_bytes(kind):
    assert pdf_of(kind) == certificate_pdf(values_of(kind), FONTS)


@EVERY
def test_the_metadata_names_the_paper_and_the_day_but_nobody(kind, read):
    metadata = read(pdf_of(kind)).metadata

    assert metadata["CreationDate"] == "D:20261118000000Z"
    assert metadata["Title"] == TITLES[kind]
    assert metadata["Author"] == metadata["Subject"] == metadata["Keywords"] == ""


@EVERY
def test_all_fonts_are_embedded_and_subset(kind, read):
    pdf = pdf_of(kind, "hard")

    assert all(read(pdf).fonts().values())
    names = re.findall(rb"/BaseFont /([A-Za-z0-9+-]+)", pdf)
    assert names
    assert all(re.match(rb"[A-Z]{6}\+", name) for name in names), names
    assert len(pdf) < 200_000


@EVERY
def test_a_character_no_font_has_is_refused_and_marked_only_when_asked(kind):
    values = values_of(kind)
    values = sealed(replace(values, person=replace(values.person, name="王ཀ一"), parts=()))

    with pytest.raises(UnprintableText):
        certificate_pdf(values, FONTS)
    marked = certificate_pdf(values, FONTS, mark_missing=True)
    assert "王〓一" in text_of(marked)
    assert "姓名 王ཀ一" in codes_of(marked)[0]


@EVERY
def test_an_exercise_says_so_on_paper_and_in_the_code(kind):
    values = values_of(kind)
    values = sealed(replace(values, letterhead=replace(values.letterhead, practice=True), parts=()))

    pdf = certificate_pdf(values, FONTS)

    assert all(look.text.count("练习 · 不是真实记录") == 2 for look in looks_of(pdf))
    assert all(text.startswith("练习 · 不是真实记录 ") for text in codes_of(pdf))


# Measured with a ruler on the last page of each sample, in millimetres from the upper left corner of the sheet: left,
# upper, right and lower edge of the ink. What a school, an embassy or another clinic looks for must not wander.
MEASURED = {
    "record": {"first code": (16, 207, 54.5, 245.5), "seal": (150, 207, 194, 251), "bars": (140, 9, 190.5, 18)},
    "travel": {"first code": (16, 118, 54.5, 157), "seal": (150, 118, 194, 162.5), "bars": (140, 9, 190.5, 18)},
    "school": {"first code": (16, 191, 52.5, 227.5), "seal": (150, 191, 194, 235), "bars": (140, 9, 190.5, 18)},
    "transfer": {"first code": (16, 207, 54.5, 245.5), "seal": (150, 207, 194, 251), "bars": (140, 9, 190.5, 18)},
    "card": {"first code": (16, 79, 54.5, 117.5), "seal": (237, 79, 281, 123), "bars": (227, 9, 277.5, 18)},
    "advice": {"first code": (12, 103, 44.5, 136), "seal": (92, 103, 136, 147), "bars": (100, 9, 133.5, 18)},
}
RULER_MM = 0.5


def ink_mm(pdf, page, left, top, right, bottom):
    """Edges of what is dark within a window of the page, as a ruler finds them."""
    scale = 300 / 25.4
    window = tuple(round(edge * scale) for edge in (left, top, right, bottom))
    dark = picture(pdf, page, 300).convert("L").point(lambda grey: 255 if grey < 128 else 0).crop(window)
    x0, y0, x1, y1 = dark.getbbox()
    return ((x0 + window[0]) / scale, (y0 + window[1]) / scale, (x1 + window[0]) / scale, (y1 + window[1]) / scale)


@EVERY
def test_codes_seal_and_bars_stand_where_a_ruler_found_them(kind):
    pdf, width = pdf_of(kind), SIZES.get(kind, (210, 297, 16))[0]
    last = page_count(pdf) - 1
    wanted = MEASURED[kind]
    left, top, right, bottom = wanted["seal"]

    assert code_boxes(pdf, last)[0] == pytest.approx(wanted["first code"], abs=RULER_MM)
    assert ink_mm(pdf, last, left - 2, top - 2, right + 2, bottom + 2) == pytest.approx(wanted["seal"], abs=RULER_MM)
    assert ink_mm(pdf, last, width / 2, 0, width, 18.4) == pytest.approx(wanted["bars"], abs=RULER_MM)


def test_a_seal_of_42_millimetres_finds_its_place_free_of_codes_and_tables():
    """The clinic's name and the day stand inside: a seal is stamped over them."""
    left, top, right, bottom = MEASURED["record"]["seal"]
    inside = [
        ink.what
        for ink in looks_of(pdf_of("record"))[0].characters
        if left < ink.left < right and top < ink.top < bottom - 7
    ]

    assert "".join(inside) == "青石镇卫生院2026年11月18日"


def code_boxes(pdf, page=0):
    """Where a reader sees the codes, in millimetres at 300 dpi, from the left."""
    found = zxingcpp.read_barcodes(picture(pdf, page, 300), formats=zxingcpp.BarcodeFormat.QRCode)
    boxes = []
    for code in sorted(found, key=lambda code: code.position.top_left.x):
        corners = (code.position.top_left, code.position.bottom_right)
        boxes.append(tuple(edge / 300 * 25.4 for corner in corners for edge in (corner.x, corner.y)))
    return boxes


def test_modules_are_half_a_millimetre_and_codes_keep_their_distance():
    first, second = code_boxes(pdf_of("record"))

    modules = len(qr_code(values_of("record").parts[0]).rows)
    assert (first[2] - first[0]) / modules == pytest.approx(0.5, abs=0.01)
    assert second[0] - first[2] == pytest.approx(4.0, abs=0.2)  # two quiet zones of four modules


def test_no_code_is_above_version_15_whatever_is_certified():
    for kind in kinds.KINDS:
        for text in values_of(kind, "hard").parts:
            assert len(qr_code(text, low_correction=True).rows) <= 77  # version 15 (ISO/IEC 18004)


@pytest.mark.parametrize(("low", "most"), [(False, BYTES_MEDIUM), (True, BYTES_LOW)])
def test_the_bytes_a_code_may_hold_are_those_of_version_15(low, most):
    assert len(qr_code("a" * most, low_correction=low).rows) == 77
    with pytest.raises(TextTooLong):
        qr_code("a" * (most + 1), low_correction=low)


def test_an_ordinary_record_stands_on_one_page_with_two_codes():
    assert page_count(pdf_of("record")) == 1
    assert page_count(pdf_of("school")) == 1
    assert len(values_of("record").parts) == 2


def test_a_class_is_one_document_whose_certificates_count_their_own_pages():
    drawings = [draw for _ in range(3) for draw in certificate_pages(values_of("school"), FONTS)]

    pdf = many_pages(Paper.A4.size, fonts_in(FONTS), "查验证明", DAY, drawings)

    looks = looks_of(pdf)
    assert len(looks) == 3
    assert all("第 1 页 共 1 页" in look.text for look in looks)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (kinds.COMPLETE, "已按年龄完成国家免疫规划疫苗接种"),
        (kinds.CONTRAINDICATED, "因接种禁忌，下列疫苗不补种"),
        (kinds.UNCLEAR, "核实前不作已完成的证明"),
        (kinds.MISSING, "请按下表补种"),
    ],
)
def test_the_school_reads_the_result_in_words(result, words):
    changes = {"result": result, "outstanding": values_of("school").outstanding if result == kinds.MISSING else ()}
    if result == kinds.UNCLEAR:
        changes["unclear"] = ("麻腮风",)
    text = text_of(certificate_pdf(a_paper("school", **changes), FONTS))

    assert words in text
    assert ("补种日期" in text) == (result == kinds.MISSING)


def test_a_card_without_any_dose_says_so_instead_of_an_empty_table():
    text = text_of(certificate_pdf(a_paper("record", doses=()), FONTS))

    assert "档案中没有接种记录。" in text


def test_line_breaks_in_a_name_cannot_forge_a_line_of_the_code():
    values = a_paper("record", person=replace(values_of("record").person, name="王一一\n单位 马城镇卫生院"))

    assert certificate_head(values)[1] == "姓名 王一一 单位 马城镇卫生院"
    assert values.parts[0].split("\n")[3] == f"单位 {CLINIC}"


def test_doses_that_do_not_count_say_so_in_the_code():
    (dose, *others) = values_of("record").doses
    values = a_paper("record", doses=(replace(dose, counted=False, number="", remark="不计"), *others))

    assert dict(certificate_body(values))["乙肝"][0] == "2022-03-15(不计)"


def test_rare_characters_can_be_copied_from_the_paper():
    assert "𬸚𫖯䶮㛃𠮷" in text_of(pdf_of("record", "hard"))
