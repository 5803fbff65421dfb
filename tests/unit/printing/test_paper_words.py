"""What each paper of a visit says: every value it was given, in the nurse's words."""

from dataclasses import replace
from datetime import date

import pytest
from paper_looks import looks_of, text_of
from paper_samples import (
    APPOINTMENT,
    CONSENT,
    EMERGENCY,
    FONTS,
    NOT_GIVEN,
    PAID_CHOICE,
    POSTPONEMENT,
    TICKET,
    a_consent_vaccine,
)

from clinic_app.domain.emergency import AdrenalineDose
from clinic_app.gui.wording import codes
from clinic_app.printing import wording
from clinic_app.printing.appointment_slip import appointment_slip_pdf
from clinic_app.printing.consent_form import consent_form_pdf
from clinic_app.printing.emergency_card import emergency_card_pdf
from clinic_app.printing.not_given_note import not_given_note_pdf
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.paid_choice_form import PaidChoice, paid_choice_form_pdf
from clinic_app.printing.postponement_note import postponement_note_pdf
from clinic_app.printing.roll import RollPaper


def assert_all_in(texts, pdf):
    """Each text is on the paper; blanks aside, which readers put between the cells of a table."""
    printed = without_blanks(text_of(pdf))
    assert [text for text in texts if without_blanks(text) not in printed] == []


def without_blanks(text):
    return "".join(text.split())


def test_the_consent_form_says_each_text_each_version_and_each_answer():
    pdf = consent_form_pdf(CONSENT, FONTS)

    text = CONSENT.vaccines[1].text
    assert_all_in(
        [
            "1. 甲型肝炎减毒活疫苗 第1剂　【免费】",
            "2. 水痘减毒活疫苗 第1剂　【自费 156.50 元】",
            "生产企业 武汉生物　批号 202607013　有效期至 2027-12-31",
            "文本 HepA-L-2026.1（待门诊核对）",
            "文本 VarV-2026.1（待门诊核对）",
            "文本 general-2026.1（待门诊核对）",
            text.disease,
            text.effect,
            text.schedule,
            text.reactions,
            *text.contraindications,
            *text.cautions,
            text.cost,
            *CONSENT.general.precautions,
            CONSENT.general.compensation,
            CONSENT.general.privacy,
            CONSENT.general.declaration,
            "留观区观察30分钟",
            "2025-03-04　1岁8月",
            "138 8800 1234",
            "古丽娜尔·吐尔逊",
            "母亲",
            "36.6 ℃",
            "现在发热□是　■否",
            "对鸡蛋过敏■是　□否",
            "湿疹□是　□否",
            "监护人或受种者签名",
            "告知人",
            "张敏",
            "打印日期 2026-11-18",
        ],
        pdf,
    )


def test_a_guardian_may_agree_to_one_vaccine_and_not_to_another():
    printed = text_of(consent_form_pdf(CONSENT, FONTS))

    # A choice between free and paid; the free one is offered first.
    assert 0 < printed.index("接种免费的甲肝减毒疫苗") < printed.index("自愿自费选择甲肝灭活疫苗")
    assert printed.count("暂不接种") == 2
    assert printed.count("同意接种") == 1  # nothing to choose: agree or not


def test_a_vaccine_without_text_sends_the_nurse_to_the_paper_of_the_clinic():
    form = replace(CONSENT, vaccines=(a_consent_vaccine("none", "皮上划痕疫苗"),))

    assert "请使用门诊统一印制的知情同意书" in text_of(consent_form_pdf(form, FONTS))


def test_twelve_vaccines_go_on_over_pages_and_the_boxes_stay_with_their_vaccine():
    form = replace(CONSENT, vaccines=CONSENT.vaccines * 6)
    looks = looks_of(consent_form_pdf(form, FONTS))

    assert len(looks) >= 5
    for look in looks:
        assert look.collisions() == []
        # The cost is the last line of a text; the box to agree is never left alone on the next page.
        assert look.text.count("国家免费提供") == look.text.count("接种免费的甲肝减毒疫苗")
        assert look.text.count("价格以门诊公示为准") == look.text.count("同意接种")


def test_the_paid_choice_names_both_vaccines_the_price_and_who_signs():
    assert_all_in(
        [
            *PAID_CHOICE.text.statements,
            PAID_CHOICE.text.declaration,
            "吸附无细胞百白破联合疫苗 第1剂",
            "吸附无细胞百白破灭活脊灰和b型流感嗜血杆菌联合疫苗",
            "598.05 元",
            "赛诺菲巴斯德",
            "b型流感嗜血杆菌感染",
            "接种免费疫苗",
            "接种自费疫苗",
            "监护人签名",
            "母亲",
            "张敏",
            "paid-choice-2026.1（待门诊核对）",
        ],
        paid_choice_form_pdf(PAID_CHOICE, FONTS),
    )


def test_a_combined_vaccine_that_replaces_two_free_ones_is_chosen_once():
    first = PAID_CHOICE.choices[0]
    second = PaidChoice(free_name="脊灰灭活疫苗", free_dose_number=2, paid_name=first.paid_name, price_fen=59805)
    choices = (first, replace(second, maker=first.maker))
    printed = text_of(paid_choice_form_pdf(replace(PAID_CHOICE, choices=choices), FONTS))

    assert "吸附无细胞百白破联合疫苗 第1剂脊灰灭活疫苗 第2剂" in printed
    assert printed.count("598.05 元") == 1
    assert printed.count("接种自费疫苗") == 2  # the second of the statements, and one box


@pytest.mark.parametrize("paper", [RollPaper.MM_80, RollPaper.MM_58, Paper.A5, Paper.A5_ACROSS])
def test_the_appointment_says_who_when_and_what_to_bring(paper, read):
    pdf = appointment_slip_pdf(APPOINTMENT, FONTS, paper)

    # 2026-12-02 is a Wednesday: 2026-11-18 is one, and 14 days later
    assert_all_in(
        ["预约单", APPOINTMENT.name, "2026年12月2日", "星期三 上午", "百白破 第4剂", "流感", "预防接种证"], pdf
    )
    assert_all_in(["请先打电话", "0871-6512 0042", TICKET], pdf)
    assert "第0剂" not in text_of(pdf)
    assert read(pdf).pages == 1
    assert read(pdf).bars(300) == [TICKET]
    assert looks_of(pdf)[0].collisions() == []


@pytest.mark.parametrize(("paper", "left_mm", "right_mm"), [(RollPaper.MM_80, 4, 76), (RollPaper.MM_58, 5, 53)])
def test_an_appointment_on_a_roll_stays_where_the_print_head_reaches(paper, left_mm, right_mm, read):
    left, right = read(appointment_slip_pdf(APPOINTMENT, FONTS, paper)).ink_mm()

    assert left >= left_mm - 0.15
    assert right <= right_mm + 0.15


def test_the_emergency_card_says_the_dose_by_weight_and_where_it_is_from():
    pdf = emergency_card_pdf(EMERGENCY, FONTS)

    assert_all_in(
        [
            "10.5 kg（体重按年龄估计）",
            "抽取 0.11 mL（0.105 mg）肌内注射",
            "请以门诊急救预案为准",
            "3 kg0.03 mL0.03 mg",
            "12 kg0.12 mL0.12 mg",
            "30 kg0.30 mL0.30 mg",
            "35 kg0.35 mL *0.35 mg",
            "50 kg0.50 mL *0.50 mg",
            "14岁以下单次不超过 0.30 mg",
            "单次最多 0.50 mg",
            "急救中心120",
            "县医院急诊0871-6512 0120",
            "adrenaline-2026.1",
            "平卧",
            EMERGENCY.table.source,
            *EMERGENCY.table.steps,
        ],
        pdf,
    )
    assert len(looks_of(pdf)) == 1


def test_the_largest_dose_is_said_to_be_the_largest():
    dose = AdrenalineDose(micrograms=500, microlitres=500, at_most=True)
    patient = replace(EMERGENCY.patient, weight_grams=62000, dose=dose)

    printed = text_of(emergency_card_pdf(replace(EMERGENCY, patient=patient), FONTS))

    assert "62 kg" in printed
    assert "抽取 0.50 mL（0.50 mg）肌内注射（单次最大量）" in printed
    assert "按年龄估计" not in printed


def test_the_card_for_the_wall_names_nobody():
    assert EMERGENCY.patient.name not in text_of(emergency_card_pdf(replace(EMERGENCY, patient=None), FONTS))


def test_the_medical_advice_says_why_and_when_to_come_again():
    assert_all_in(
        [
            "今天暂缓接种",
            "百白破、甲肝减毒",
            "38.1 ℃",
            "现在发热，或近三天发过热",
            "咳嗽",
            "体温正常3天后再种；持续高热请到儿科就诊。",
            "请于 2026年11月25日 星期三 带接种证再来",
            "0871-6512 0042",
            "李红",
            "2026年11月18日",
            "监护人签名",
        ],
        postponement_note_pdf(POSTPONEMENT, FONTS),
    )


def test_a_contraindication_promises_no_day():
    note = replace(POSTPONEMENT, result="contraindicated", again_on=None, vaccines=())
    printed = text_of(postponement_note_pdf(note, FONTS))

    assert "有禁忌，不能接种" in printed
    assert "今天的全部疫苗" in printed
    assert "再来" not in printed


def test_a_postponement_without_a_day_says_what_to_wait_for():
    note = replace(POSTPONEMENT, again_on=None)

    assert "身体恢复后请带接种证再来" in text_of(postponement_note_pdf(note, FONTS))


def test_the_not_given_note_tells_given_from_not_given():
    assert_all_in(
        ["百白破 第4剂已种", "甲肝减毒 第1剂未种家长要求改日", "2026年12月2日 星期三", "张敏", "0871-6512 0042"],
        not_given_note_pdf(NOT_GIVEN, FONTS),
    )


@pytest.mark.parametrize("words", ["SEXES", "ROUTES", "SITES"])
def test_paper_and_screen_use_the_same_words(words):
    assert getattr(wording, words) == getattr(codes, words)


def test_every_relation_on_file_has_a_word_on_paper():
    assert set(wording.RELATIONS) == set(codes.RELATIONS)


def test_words_instead_of_a_code_are_printed_as_they_are():
    assert wording.word(wording.RELATIONS, "祖母") == "祖母"


@pytest.mark.parametrize(("fen", "words"), [(0, "0.00 元"), (5, "0.05 元"), (59800, "598.00 元")])
def test_fen_are_worded_as_yuan(fen, words):
    assert wording.yuan(fen) == words


def test_a_day_that_is_not_known_leaves_room_to_write():
    assert wording.day_to_write(None) == "　　　年　　月　　日"
    assert wording.day_to_write(date(2026, 3, 4)) == "2026年3月4日"
