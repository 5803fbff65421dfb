"""What the papers after a needle say: the card of a suspected reaction and the notice of an error."""

from dataclasses import replace
from datetime import datetime

import pytest
from paper_looks import looks_of, text_of
from paper_samples import (
    AEFI,
    CHINA,
    DOSE,
    ERROR,
    FONTS,
)

from clinic_app.domain.vaccination_error import ErrorKind
from clinic_app.printing import error_notice
from clinic_app.printing.aefi_card import aefi_card_pdf
from clinic_app.printing.error_notice import error_notice_pdf
from clinic_app.printing.paper_values import Letterhead, PaperPerson


def assert_all_in(texts, pdf):
    """Each text is on the paper; blanks aside, which readers put between the cells of a table."""
    printed = without_blanks(text_of(pdf))
    assert [text for text in texts if without_blanks(text) not in printed] == []


def without_blanks(text):
    return "".join(text.split())


def test_the_aefi_card_carries_every_field_and_its_deadline():
    assert_all_in(
        [
            "报告时限：发现后48小时内，最迟 2026-11-20 09:40",
            "37010220260012",
            "散居儿童",
            "□是　■否",
            "古丽娜尔·吐尔逊",
            "柳河镇东村3组12号",
            "吸附无细胞百白破联合疫苗",
            "免疫规划（免费）",
            "武汉生物",
            "0.5mL/支",
            "202607013",
            "2027-12-31",
            "83044020123456789012",
            "2026-11-18 09:12",
            "常规接种",
            "第4剂 0.5 mL",
            "肌内 左上臂",
            "2026-11-18 09:30",
            "2026-11-18 09:40",
            "镇卫生院儿科",
            "荨麻疹、呕吐",
            "接种后18分钟面部出现散在风团，瘙痒，无呼吸困难。",
            "急性荨麻疹",
            "口服抗过敏药",
            "■好转",
            "■待定",
            "■被动监测",
            "2026-11-18 10:05 电话 县疾控 王强",
            "李红",
            "2026年11月18日",
        ],
        aefi_card_pdf(AEFI, FONTS),
    )


@pytest.mark.parametrize(
    ("tenths", "words"),
    [(370, "■无"), (371, "■37.1"), (375, "■37.1"), (376, "■37.6"), (385, "■37.6"), (386, "■≥38.6")],
)
def test_the_fever_is_put_into_its_class(tenths, words):
    card = replace(AEFI, fever_tenths=tenths, swelling_mm=None, hardness_mm=None)

    assert words in text_of(aefi_card_pdf(card, FONTS))


@pytest.mark.parametrize(
    ("millimetres", "words"), [(0, "■无"), (25, "■≤2.5"), (26, "■2.6"), (50, "■2.6"), (51, "■>5.0")]
)
def test_the_swelling_is_put_into_its_class(millimetres, words):
    card = replace(AEFI, fever_tenths=0, swelling_mm=millimetres, hardness_mm=None)

    assert words in text_of(aefi_card_pdf(card, FONTS))


def test_an_aefi_card_of_which_little_is_known_leaves_room_and_ticks_nothing():
    card = type(AEFI)(
        letterhead=Letterhead(clinic="柳河镇卫生院"),
        person=PaperPerson(name="张小明"),
        report_by=datetime(2026, 11, 18, 11, 40, tzinfo=CHINA),
        serious=True,
    )

    pdf = aefi_card_pdf(card, FONTS)

    assert "■" not in text_of(pdf)
    assert "None" not in text_of(pdf)
    assert_all_in(["发现后2小时内", "最迟 2026-11-18 11:40", "年月日"], pdf)
    assert len(looks_of(pdf)) == 1


def test_four_suspected_vaccines_stand_in_two_tables():
    pdf = aefi_card_pdf(replace(AEFI, doses=(DOSE,) * 4), FONTS)

    assert text_of(pdf).count("83044020123456789012") == 4
    assert_all_in(["疫苗 1", "疫苗 4", "疫苗 6"], pdf)


def test_a_course_as_long_as_a_page_goes_on_over_the_page():
    course = "".join(f"{hour}时面部风团消退，精神可，体温正常，继续观察。" for hour in range(1, 120))

    looks = looks_of(aefi_card_pdf(replace(AEFI, course=course), FONTS))

    assert len(looks) >= 2
    assert "".join(look.text for look in looks).count("时面部风团消退") >= 100
    assert all(look.collisions() == [] and look.outside(16, 5) == [] for look in looks)


def test_the_error_notice_says_what_was_planned_what_happened_and_what_was_done():
    pdf = error_notice_pdf(ERROR, FONTS)

    assert_all_in(
        [
            "报告时限：最迟 2026-11-20 09:20",
            "接种了别的疫苗",
            "2026-11-18 09:20",
            "甲肝减毒 第1剂",
            "百白破 第4剂",
            "两支疫苗放在同一托盘",
            "告知家长，留观至10:00",
            *error_notice.STEPS.values(),
            "已换新托盘",
            "202607013",
            "左上臂",
            "门诊负责人",
            "监护人（已知晓）",
            "张敏",
        ],
        pdf,
    )


def test_every_kind_of_error_has_words():
    assert set(error_notice.ERRORS) == {kind.value for kind in ErrorKind}


def test_a_step_that_was_done_is_ticked_and_the_others_are_not():
    done = looks_of(error_notice_pdf(ERROR, FONTS))
    nothing_done = looks_of(error_notice_pdf(replace(ERROR, steps_done=()), FONTS))

    # Two steps were done: the first of the list, and one in words, which brings its box and its tick.
    assert sum(len(look.paths) for look in done) - sum(len(look.paths) for look in nothing_done) == 3
