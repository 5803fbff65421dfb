"""The case report card (个案报告卡) of a suspected adverse event following immunization (AEFI)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.dose_fields import add_doses
from clinic_app.printing.fonts import fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Field, Pages
from clinic_app.printing.paper_values import Letterhead, PaperDose, PaperPerson, with_marks
from clinic_app.printing.wording import SEXES, chosen, day, day_to_write, moment, word

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

_TITLE = "疑似预防接种异常反应个案报告卡"
_OUTCOMES = {"recovered": "痊愈", "better": "好转", "sequelae": "后遗症", "dead": "死亡", "unknown": "不详"}
_CLASSES = {"common": "一般反应", "pending": "待定"}
_WAYS = {"passive": "被动监测", "active": "主动监测"}
_YES_NO = {"yes": "是", "no": "否"}
_FEVERS = {"none": "无", "low": "37.1–37.5 ℃", "middle": "37.6–38.5 ℃", "high": "≥38.6 ℃"}
_WIDTHS = {"none": "无", "small": "≤2.5 cm", "middle": "2.6–5.0 cm", "large": ">5.0 cm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AefiCard:
    """What is known of the event; every unknown field may be empty and leaves room to write.

    Attributes:
        report_by: local moment by which it must have been reported. serious: within two hours.
        number: 编码, 14 digits, given by the county. expecting: 是否孕妇/哺乳期, None when not asked.
        doses: suspected, most suspected first.
        fever_tenths: highest temperature, 0 when not measured. swelling_mm, hardness_mm: None when not looked at.
        symptoms: in words. in_hospital: None when not known.
        outcome, classification, found_by: codes of the entry `aefi.recorded`.
        reports: what has been reported already, a line each.
    """

    letterhead: Letterhead
    person: PaperPerson
    report_by: datetime
    serious: bool = False
    number: str = ""
    occupation: str = ""
    expecting: bool | None = None
    doses: tuple[PaperDose, ...] = ()
    onset_at: datetime | None = None
    found_at: datetime | None = None
    seen_at: str = ""
    symptoms: tuple[str, ...] = ()
    fever_tenths: int = 0
    swelling_mm: int | None = None
    hardness_mm: int | None = None
    course: str = ""
    diagnosis: str = ""
    treatment: str = ""
    in_hospital: bool | None = None
    outcome: str = ""
    classification: str = ""
    found_by: str = ""
    reports: tuple[str, ...] = ()
    reporter: str = ""
    reported_on: date | None = None


def aefi_card_pdf(card: AefiCard, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the card, A4.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.

    Source: 全国疑似预防接种异常反应监测方案, 个案报告卡 (fields as commonly reprinted; compare with the province's).
    """
    fonts = fonts_in(fonts_folder)
    card = with_marks(card, fonts) if mark_missing else card
    pages = Pages(Paper.A4, fonts, card.letterhead.head(_TITLE, card.person.about), card.letterhead.foot(), dense=True)
    pages.framed(_deadline(card))
    _compose_person(pages, card)
    add_doses(pages, "二、可疑疫苗", card.doses)
    _compose_event(pages, card)
    _compose_judgement(pages, card)
    return pages.pdf(_TITLE, card.letterhead.printed_on)


def _deadline(card: AefiCard) -> str:
    within = "2小时内（死亡、严重残疾、群体性或社会影响重大）" if card.serious else "48小时内"
    return f"报告时限：发现后{within}，最迟 {moment(card.report_by)}"


def _compose_person(pages: Pages, card: AefiCard) -> None:
    person = card.person
    pages.heading("一、基本情况")
    expecting = "" if card.expecting is None else "yes" if card.expecting else "no"
    pages.fields(
        [Field("编码", card.number), Field("孕妇或哺乳期", chosen(_YES_NO, expecting))],
        [Field("姓名", person.name, 3), Field("性别", word(SEXES, person.sex), 1)],
        [Field("出生日期", day(person.born_on)), Field("职业", card.occupation), Field("电话", person.phone)],
        [Field("监护人", person.guardian, 2), Field("现住址", person.address, 3)],
    )


def _compose_event(pages: Pages, card: AefiCard) -> None:
    pages.heading("三、反应情况")
    pages.fields(
        [Field("反应发生时间", moment(card.onset_at)), Field("发现时间", moment(card.found_at))],
        [Field("就诊单位", card.seen_at)],
        [Field("发热（腋温）", chosen(_FEVERS, _fever(card.fever_tenths)))],
        [Field("局部红肿", chosen(_WIDTHS, _width(card.swelling_mm)))],
        [Field("局部硬结", chosen(_WIDTHS, _width(card.hardness_mm)))],
        [Field("其他表现", "、".join(card.symptoms))],
    )
    pages.fields([Field("主要临床经过", card.course)], least_mm=13)
    pages.fields([Field("处置", card.treatment)], [Field("初步临床诊断", card.diagnosis)])


def _compose_judgement(pages: Pages, card: AefiCard) -> None:
    in_hospital = "" if card.in_hospital is None else "yes" if card.in_hospital else "no"
    pages.fields(
        [Field("是否住院", chosen(_YES_NO, in_hospital), 2), Field("病人转归", chosen(_OUTCOMES, card.outcome), 5)],
        [Field("初步分类", chosen(_CLASSES, card.classification)), Field("获得方式", chosen(_WAYS, card.found_by))],
        [Field("已报告", "\n".join(card.reports))],
    )
    pages.fields(
        [Field("报告单位", card.letterhead.clinic, 3), Field("电话", card.letterhead.phone, 2)],
        [Field("报告人", card.reporter, 3), Field("报告日期", day_to_write(card.reported_on), 2)],
        least_mm=8,
    )


def _fever(tenths: int) -> str:
    if not tenths:
        return ""
    limits = ((371, "none"), (376, "low"), (386, "middle"))
    return next((code for below, code in limits if tenths < below), "high")


def _width(millimetres: int | None) -> str:
    if millimetres is None:
        return ""
    limits = ((0, "none"), (25, "small"), (50, "middle"))
    return next((code for most, code in limits if millimetres <= most), "large")
