"""The report of a vaccination error (接种差错报告): what was planned, what happened, what was done, who was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.column import Signing
from clinic_app.printing.dose_fields import add_dose
from clinic_app.printing.fonts import fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Field, Pages
from clinic_app.printing.paper_values import Letterhead, PaperDose, PaperPerson, with_marks
from clinic_app.printing.wording import RELATIONS, SEXES, day, day_to_write, moment, word

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

ERRORS = {
    "wrong_vaccine": "接种了别的疫苗",
    "wrong_person": "种错了人",
    "given_twice": "重复接种",
    "unusable_lot": "接种了过期、封存或不应使用的疫苗",
    "wrong_site": "部位不对",
    "wrong_route": "途径不对",
    "wrong_volume": "剂量不对",
    "too_early": "接种过早或间隔不足",
    "contraindicated": "有禁忌仍接种",
    "other": "其他差错",
}
STEPS = {
    "guardian_told": "已告知监护人，留观不少于30分钟",
    "head_told": "已报告门诊负责人",
    "county_told": "已报告县级疾控机构",
    "reaction_reported": "出现反应的，已按疑似预防接种异常反应报告",
    "vial_kept": "剩余疫苗、空瓶、注射器已封存",
}
_TITLE = "接种差错报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorNotice:
    """What stands on the report; unknown fields may be empty and leave room to write.

    Attributes:
        error: value of `ErrorKind` (`wrong_vaccine`), or words.
        planned, happened: what should have been and what was, in words.
        report_by: local moment by which it must have been reported, None where no rule is known.
        dose: as it was given. action: what was done for the person.
        steps_done: keys of `STEPS` that were done, or other steps in words.
    """

    letterhead: Letterhead
    person: PaperPerson
    error: str
    planned: str
    happened: str
    dose: PaperDose
    found_at: datetime | None = None
    found_by: str = ""
    report_by: datetime | None = None
    action: str = ""
    cause: str = ""
    steps_done: tuple[str, ...] = ()
    reporter: str = ""
    reported_on: date | None = None


def error_notice_pdf(notice: ErrorNotice, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the report, A4.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
    """
    fonts = fonts_in(fonts_folder)
    notice = with_marks(notice, fonts) if mark_missing else notice
    head = notice.letterhead.head(_TITLE, notice.person.about)
    pages = Pages(Paper.A4, fonts, head, notice.letterhead.foot())
    if notice.report_by:
        pages.framed(f"报告时限：最迟 {moment(notice.report_by)}")
    _compose_person(pages, notice.person)
    _compose_error(pages, notice)
    add_dose(pages, "三、实际接种的疫苗", notice.dose)
    _compose_steps(pages, notice)
    pages.signings(
        [Signing("报告人", notice.reporter), Signing("日期", day_to_write(notice.reported_on))],
        [Signing("门诊负责人"), Signing("监护人（已知晓）")],
    )
    return pages.pdf(_TITLE, notice.letterhead.printed_on)


def _compose_person(pages: Pages, person: PaperPerson) -> None:
    guardian = f"{person.guardian} {word(RELATIONS, person.relation)}".strip()
    pages.heading("一、受种者")
    pages.fields(
        [Field("姓名", person.name, 3), Field("性别", word(SEXES, person.sex), 1)],
        [Field("出生日期", day(person.born_on)), Field("年龄", person.age)],
        [Field("监护人", guardian, 3), Field("联系电话", person.phone, 2)],
    )


def _compose_error(pages: Pages, notice: ErrorNotice) -> None:
    pages.heading("二、差错情况")
    pages.fields(
        [Field("差错", word(ERRORS, notice.error))],
        [Field("发现时间", moment(notice.found_at)), Field("发现人", notice.found_by)],
    )
    pages.fields([Field("应当接种", notice.planned)], [Field("实际发生", notice.happened)], least_mm=9)
    pages.fields([Field("原因", notice.cause)], least_mm=9)


def _compose_steps(pages: Pages, notice: ErrorNotice) -> None:
    pages.heading("四、处置")
    pages.fields([Field("采取的措施", notice.action)], least_mm=14)
    pages.gap(2)
    for code, step in STEPS.items():
        pages.box(step, ticked=code in notice.steps_done)
    for step in notice.steps_done:
        if step not in STEPS:
            pages.box(step, ticked=True)
