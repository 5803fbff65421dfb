"""Notices, labels, signs and the loudspeaker's text: where things stand in millimetres measured by hand."""

from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from clinic_app.printing.booklet_label import ROLL_60, SHEET_OF_24, BookletLabel, LabelsDoNotFit, booklet_labels_pdf
from clinic_app.printing.broadcast_text import Broadcast, broadcast_pdf, broadcast_words
from clinic_app.printing.fonts import UnprintableText
from clinic_app.printing.missed_notice import MissedDose, MissedNotice, missed_notices_pdf
from clinic_app.printing.number_ticket import NumberTicket, number_ticket_pdf
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.paper_values import Letterhead, PaperPerson
from clinic_app.printing.roll import RollPaper
from clinic_app.printing.screening_notice import ScreeningNotice, screening_notice_pdf
from clinic_app.printing.sign import SIGNS, SIZES, sign_pdf
from clinic_app.printing.trial_sheet import trial_sheet_pdf

LONG = "阿卜杜热西提·麦麦提敏·买买提艾力·𬸚𫖯䶮㛃𠀀·吐尔逊江·艾合买提"
CODE = "330122010100000035"
LETTERHEAD = Letterhead(clinic="柳河镇卫生院预防接种门诊", phone="0871-6512 0042", printed_on=date(2026, 11, 18))
PERSON = PaperPerson(
    name="张小明", sex="M", born_on=date(2025, 9, 15), code=CODE, guardian="王芳", phone="13800001234", address="柳河村"
)
NOTICE = MissedNotice(
    letterhead=LETTERHEAD,
    number="20261118-0830-001",
    person=PERSON,
    doses=(MissedDose("百白破疫苗", 3, date(2026, 3, 15), "百白破"), MissedDose("麻腮风疫苗", 1, None, "麻腮风")),
    come_on=date(2026, 11, 20),
    half_day="morning",
)
MANY = tuple(
    MissedDose(name, number, None, f"◇{name[:3]}")
    for number, name in enumerate(
        ("乙型肝炎疫苗", "脊髓灰质炎灭活疫苗", "百白破疫苗", "麻腮风疫苗", "乙脑减毒活疫苗", "A群流脑多糖疫苗",
         "A群C群流脑多糖疫苗", "甲肝减毒活疫苗", "白破疫苗", "双价HPV疫苗", "水痘减毒活疫苗", "卡介苗"), start=1,
    )
)  # fmt: skip
LABEL = BookletLabel(name="张小明", code=CODE, sex="M", born_on=date(2025, 9, 15))


def test_a_notice_says_whose_child_lacks_what_and_when_to_come(fonts_folder, read):
    lines = read(missed_notices_pdf([NOTICE], fonts_folder)).lines

    for said in (
        "预防接种未种通知单",
        "张小明家长（王芳）：",
        "· 百白破疫苗 第3剂　应于 2026年3月15日 前接种",
        "· 麻腮风疫苗 第1剂",
        "请您于 2026年11月20日 星期五 上午 带孩子和预防接种证到本门诊接种。"[:31],
    ):
        assert any(said in line for line in lines), said


def test_the_stub_stays_with_the_clinic_and_names_the_same_child(fonts_folder, read):
    page = read(missed_notices_pdf([NOTICE], fonts_folder))

    assert page.box_of("存根")[2] < 65  # left of the line to cut along, measured 65 mm from the left edge
    assert page.box_of("送达人")[2] < 65
    assert page.box_of("预防接种未种通知单")[0] > 65
    assert sum(CODE not in line and "20261118-0830-001" in line for line in page.lines) == 2


def test_the_bars_of_a_notice_are_the_booklet(fonts_folder, read):
    assert read(missed_notices_pdf([NOTICE], fonts_folder)).bars(150) == [CODE]


def test_a_child_without_a_booklet_number_gets_its_notice_without_bars(fonts_folder, read):
    page = read(missed_notices_pdf([replace(NOTICE, person=replace(PERSON, code="未建证"))], fonts_folder))

    assert page.bars(150) == []
    assert any("补证" in line for line in page.lines)


@pytest.mark.parametrize(("paper", "pages"), [(Paper.A5_ACROSS, 5), (Paper.A4, 3)])
def test_five_notices_fill_five_half_sheets_or_three_sheets(paper, pages, fonts_folder, read):
    notices = [replace(NOTICE, number=f"1-{place:03}") for place in range(1, 6)]

    page = read(missed_notices_pdf(notices, fonts_folder, paper))

    assert page.pages == pages
    assert page.width_mm == pytest.approx(210, abs=0.01)


def test_a_vaccine_and_its_dose_number_stand_on_one_line_where_several_share_it(fonts_folder, read):
    names = ("吸附无细胞百白破联合疫苗", "甲型肝炎减毒活疫苗", "重组乙型肝炎疫苗（酿酒酵母）",
             "乙型脑炎减毒活疫苗", "麻腮风联合减毒活疫苗", "脊髓灰质炎灭活疫苗")  # fmt: skip
    doses = tuple(MissedDose(name, number, None, "") for number, name in enumerate(names, start=1))

    lines = read(missed_notices_pdf([replace(NOTICE, doses=doses)], fonts_folder)).lines

    for number, name in enumerate(names, start=1):
        assert any(f"{name} 第{number}剂" in line for line in lines)


def test_twelve_missed_doses_a_long_name_and_the_practice_mark_overlap_nothing(fonts_folder, read):
    notice = replace(
        NOTICE,
        letterhead=replace(LETTERHEAD, practice=True),
        person=replace(PERSON, name=LONG, guardian=LONG),
        doses=MANY,
    )

    page = read(missed_notices_pdf([notice], fonts_folder))

    assert page.box_of("免疫规划疫苗由国家免费提供")[3] < page.box_of("咨询电话 0871")[1]
    assert page.box_of("◇卡介苗第12剂")[3] < page.box_of("送达人")[1]
    assert min(page.sizes()) >= 9


def test_notices_told_to_stop_make_no_paper(fonts_folder):
    class Enough(Exception):
        pass

    def told(pages):
        if pages == 2:
            raise Enough

    with pytest.raises(Enough):
        missed_notices_pdf([NOTICE] * 5, fonts_folder, told=told)


def test_a_letter_no_font_draws_is_refused_and_marked_when_the_nurse_has_seen_it(fonts_folder, read):
    notice = replace(NOTICE, person=replace(PERSON, name="张😀"))
    with pytest.raises(UnprintableText):
        missed_notices_pdf([notice], fonts_folder)

    assert any("张〓家长" in line for line in read(missed_notices_pdf([notice], fonts_folder, mark_missing=True)).lines)


@pytest.mark.parametrize("make", [
    lambda folder: missed_notices_pdf([NOTICE] * 3, folder),
    lambda folder: booklet_labels_pdf([LABEL] * 3, folder),
    lambda folder: sign_pdf(SIGNS["way"], SIZES["a3"], folder, date(2026, 11, 18)),
    lambda folder: trial_sheet_pdf(SIZES["a4"], "HP", folder, date(2026, 11, 18)),
])  # fmt: skip
def test_the_same_values_give_the_same_bytes(make, fonts_folder):
    assert make(fonts_folder) == make(fonts_folder)


# -- labels: a sheet of 24 labels of 70 x 37 mm, three side by side, beginning 0.5 mm below the edge


@pytest.mark.parametrize(("first", "left_mm", "top_mm"), [(1, 0, 0.5), (3, 140, 0.5), (4, 0, 37.5), (24, 140, 259.5)])
def test_a_label_stands_on_its_place_of_the_sheet(first, left_mm, top_mm, fonts_folder, read):
    page = read(booklet_labels_pdf([LABEL], fonts_folder, first=first))

    left, top, right, _ = page.box_of("张小明")
    assert left_mm + 3 <= left + 0.5
    assert right < left_mm + 70
    assert top > top_mm
    assert page.box_of(CODE)[3] < top_mm + 37
    assert page.bars(150) == [CODE]


@pytest.mark.parametrize("first", [0, 25])
def test_a_place_the_sheet_does_not_have_is_refused(first, fonts_folder):
    with pytest.raises(LabelsDoNotFit):
        booklet_labels_pdf([LABEL], fonts_folder, first=first)


def test_the_twenty_fifth_label_stands_on_a_second_sheet(fonts_folder, read):
    assert read(booklet_labels_pdf([LABEL] * 25, fonts_folder)).pages == 2


@pytest.mark.parametrize("paper", [SHEET_OF_24, ROLL_60], ids=["sheet", "roll"])
def test_a_long_name_on_a_label_is_whole_and_inside(paper, fonts_folder, read):
    page = read(booklet_labels_pdf([replace(LABEL, name=LONG)], fonts_folder, paper))

    assert "".join(page.lines).replace("\ufffe", "").startswith(LONG)
    assert page.box_of(CODE)[3] < paper.height_mm
    assert page.bars(203) == [CODE]
    assert min(page.sizes()) >= 9


def test_bars_are_read_turned_blurred_and_unevenly_lit(fonts_folder, read):
    image = read(booklet_labels_pdf([LABEL], fonts_folder, ROLL_60)).image(300).convert("L")
    lit = Image.linear_gradient("L").resize(image.size).point(lambda grey: 90 + grey * 165 // 255)
    shaded = Image.composite(image, Image.new("L", image.size, 40), lit)

    for angle in (3, -7, 90):
        seen = shaded.rotate(angle, expand=True, fillcolor=200).filter(ImageFilter.GaussianBlur(1.2))
        found = zxingcpp.read_barcodes(seen, formats=zxingcpp.BarcodeFormat.Code128)
        assert [bars.text for bars in found] == [CODE], angle


# -- signs


@pytest.mark.parametrize("code", SIGNS)
@pytest.mark.parametrize(("size", "width_mm", "height_mm"), [("a3", 420, 297), ("a4", 297, 210)])
def test_a_sign_fills_its_sheet_and_stays_inside_its_frame(code, size, width_mm, height_mm, fonts_folder, read):
    page = read(sign_pdf(SIGNS[code], SIZES[size], fonts_folder, None, "柳河镇卫生院"))

    assert (page.width_mm, page.height_mm) == pytest.approx((width_mm, height_mm), abs=0.01)
    left, _, right, bottom = page.box_of(SIGNS[code].word)
    assert left > width_mm * 0.035
    assert right < width_mm * 0.965
    assert bottom < page.box_of(SIGNS[code].below)[1]
    assert (left + right) / 2 == pytest.approx(width_mm / 2, abs=width_mm * 0.01)


def test_the_way_shows_the_five_steps_in_their_order(fonts_folder, read):
    page = read(sign_pdf(SIGNS["way"], SIZES["a4"], fonts_folder, None))

    places = [page.box_of(step)[0] for step in ("预检", "登记", "告知", "留观")]
    assert places == sorted(places)
    assert places[0] == pytest.approx(297 - page.box_of("留观")[2], abs=2)


# -- the loudspeaker


def test_the_loudspeaker_names_children_and_no_vaccine(fonts_folder, read):
    broadcast = Broadcast(
        letterhead=LETTERHEAD, village="柳河村", children=("张小明", "李雨桐"), come_on=date(2026, 11, 20)
    )

    words = broadcast_words(broadcast)

    assert "张小明，李雨桐。" in words
    assert "在2026年11月20日 星期五" in words
    assert "一共2名" in words
    assert not any(vaccine in words for vaccine in ("乙肝", "百白破", "麻腮风", "138"))
    assert "柳河村的各位家长请注意。" in read(broadcast_pdf(broadcast, fonts_folder)).lines


# -- tickets and the sheet to try a printer with


@pytest.mark.parametrize("paper", list(RollPaper))
def test_a_queue_ticket_shows_its_number_largest_and_the_five_steps(paper, fonts_folder, read):
    ticket = NumberTicket(
        letterhead=replace(LETTERHEAD, ticket="T20261118059"), number="059", name="张*明", on=date(2026, 11, 18),
        at="08:42", waiting_before=6,
    )  # fmt: skip

    page = read(number_ticket_pdf(ticket, fonts_folder, paper))

    assert "前面还有 6 人" in page.lines
    assert "□ ⑤ 留观 30 分钟" in page.lines
    assert page.bars(150) == ["T20261118059"]
    assert min(page.sizes()) >= 9
    assert max(page.sizes()) >= 40


@pytest.mark.parametrize(("size", "length"), [("a4", 250), ("a3", 380)])
def test_the_ruler_of_the_trial_sheet_is_as_long_as_it_says(size, length, fonts_folder, read):
    page = read(trial_sheet_pdf(SIZES[size], "HP LaserJet", fonts_folder, None))

    assert any(f"这条线长 {length} 毫米" in line for line in page.lines)
    assert page.bars(150) == ["TEST0001"]
    row = page.image(254).convert("L").crop((0, 250, page.image(254).width, 254))
    dark = row.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert (dark[2] - dark[0]) / 10 == pytest.approx(length, abs=0.4)


EVERY_PAPER = pytest.mark.parametrize("pdf_of", [
    lambda folder: missed_notices_pdf([replace(NOTICE, person=replace(PERSON, name=LONG))], folder),
    lambda folder: booklet_labels_pdf([replace(LABEL, name=LONG)], folder),
    lambda folder: broadcast_pdf(Broadcast(letterhead=LETTERHEAD, village="柳河村", children=(LONG,)), folder),
    lambda folder: number_ticket_pdf(
        NumberTicket(letterhead=LETTERHEAD, number="059", name=LONG, on=date(2026, 11, 18)), folder
    ),
    lambda folder: screening_notice_pdf(
        ScreeningNotice(letterhead=LETTERHEAD, person=replace(PERSON, name=LONG), questions=()), folder
    ),
], ids=["notice", "label", "broadcast", "ticket", "screening"])  # fmt: skip


@EVERY_PAPER
def test_rare_characters_can_be_copied_from_every_paper(pdf_of, fonts_folder, read):
    words = "".join(read(pdf_of(fonts_folder)).lines)

    for rare in "𬸚𫖯䶮㛃𠀀":
        assert rare in words


@EVERY_PAPER
def test_what_a_file_says_of_itself_names_nobody(pdf_of, fonts_folder, read):
    page = read(pdf_of(fonts_folder))

    assert not any(part in str(page.metadata) for part in ("阿卜杜", "张小明", "柳河"))
    assert page.metadata["Producer"] == "clinic-app"
    assert all(page.fonts().values())


@EVERY_PAPER
def test_nothing_on_a_paper_is_smaller_than_nine_points(pdf_of, fonts_folder, read):
    assert min(read(pdf_of(fonts_folder)).sizes()) >= 9
