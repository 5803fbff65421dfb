"""The informed consent (知情同意书): every vaccine of the visit with its text, the answers, and where to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.column import SMALL, Signing
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Field, Pages, two_abreast
from clinic_app.printing.paper_values import Letterhead, PaperPerson, with_marks
from clinic_app.printing.wording import RELATIONS, SEXES, day, day_to_write, dose_words, word, yuan

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from clinic_app.domain.consent_text import ConsentText, GeneralConsentText

_TITLE = "预防接种知情同意书"
_TEXT_SIZE = 9.5
_AGREED, _NOT_TODAY = "同意接种", "暂不接种"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentVaccine:
    """One vaccine of the visit.

    Attributes:
        name: in full. dose_number: 0 when unknown. price_fen: of a paid one, 0 when free or not known.
        maker, lot_number, expires_on: of the lot on the desk, empty while no lot was chosen.
        text: of this vaccine; None for one without a text, for which the clinic's own paper is used.
    """

    name: str
    dose_number: int
    text: ConsentText | None
    paid: bool = False
    price_fen: int = 0
    maker: str = ""
    lot_number: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question of the screening and the guardian's answer; None leaves both boxes empty."""

    text: str
    yes: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentForm:
    """What stands on the form; `informed_by` and `signed_on` may be empty and leave room to write."""

    letterhead: Letterhead
    person: PaperPerson
    vaccines: tuple[ConsentVaccine, ...]
    general: GeneralConsentText
    questions: tuple[AnsweredQuestion, ...] = ()
    temperature: str = ""
    informed_by: str = ""
    signed_on: date | None = None


def consent_form_pdf(form: ConsentForm, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the form, A4, as many pages as the vaccines of the visit need.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText: the ticket is not printable ASCII.
    """
    fonts = fonts_in(fonts_folder)
    form = with_marks(form, fonts) if mark_missing else form
    foot = form.letterhead.foot(_version(form.general))
    pages = Pages(Paper.A4, fonts, form.letterhead.head(_TITLE, form.person.about), foot)
    _compose_person(pages, form.person)
    for number, vaccine in enumerate(form.vaccines, start=1):
        _compose_vaccine(pages, number, vaccine)
    _compose_general(pages, form.general)
    _compose_questions(pages, form)
    _compose_signatures(pages, form)
    return pages.pdf(_TITLE, form.letterhead.printed_on)


def _compose_person(pages: Pages, person: PaperPerson) -> None:
    born = f"{day(person.born_on)}　{person.age}".strip()
    pages.fields(
        [Field("受种者", person.name, 3), Field("性别", word(SEXES, person.sex), 1)],
        [Field("出生日期", born, 3), Field("联系电话", person.phone, 2)],
        [Field("监护人", person.guardian, 3), Field("与受种者关系", word(RELATIONS, person.relation), 1)],
    )


def _compose_vaccine(pages: Pages, number: int, vaccine: ConsentVaccine) -> None:
    pages.heading(f"{number}. {dose_words(vaccine.name, vaccine.dose_number)}　{_price(vaccine)}")
    pages.paragraph(_lot(vaccine), SMALL)
    if vaccine.text is None:
        pages.paragraph("本系统没有这种疫苗的告知文本，请使用门诊统一印制的知情同意书。", _TEXT_SIZE, Weight.BOLD)
        pages.box_row(_AGREED, _NOT_TODAY)
    else:
        _compose_text(pages, vaccine.text)


def _compose_text(pages: Pages, text: ConsentText) -> None:
    for caption, words in (
        ("疾病", text.disease),
        ("作用", text.effect),
        ("对象与程序", text.schedule),
        ("不良反应", text.reactions),
        ("禁忌", "；".join(text.contraindications) + "。"),
        ("注意事项", "；".join(text.cautions) + "。" if text.cautions else ""),
    ):
        pages.captioned(caption, words, _TEXT_SIZE)
    pages.captioned("费用", text.cost, _TEXT_SIZE, with_next=True)
    agreed, *paid = text.choices or (_AGREED,)
    pages.box_row(agreed, _NOT_TODAY, with_next=bool(paid))
    for choice in paid:
        pages.box(choice)


def _compose_general(pages: Pages, general: GeneralConsentText) -> None:
    pages.heading("接种前后请注意")
    pages.numbered(general.precautions, _TEXT_SIZE)
    pages.captioned("补偿", general.compensation, _TEXT_SIZE)
    pages.captioned("个人信息", general.privacy, _TEXT_SIZE)


def _compose_questions(pages: Pages, form: ConsentForm) -> None:
    if not form.questions:
        return
    pages.heading("健康询问（由监护人或受种者回答）")
    answers = [(question.text, _answer(question.yes)) for question in form.questions]
    if form.temperature:
        answers.insert(0, ("体温（腋下）", form.temperature))
    columns = (("询问", 4.0), ("回答", 1.2))
    pages.table((*columns, *columns), two_abreast(answers), size=_TEXT_SIZE)


def _compose_signatures(pages: Pages, form: ConsentForm) -> None:
    pages.heading("签名")
    pages.paragraph(form.general.declaration, with_next=True)
    relation = word(RELATIONS, form.person.relation)
    pages.signings(
        [Signing("监护人或受种者签名"), Signing("与受种者关系", relation)],
        [Signing("告知人", form.informed_by), Signing("日期", day_to_write(form.signed_on))],
    )


def _price(vaccine: ConsentVaccine) -> str:
    if not vaccine.paid:
        return "【免费】"
    return f"【自费 {yuan(vaccine.price_fen)}】" if vaccine.price_fen else "【自费】"


def _lot(vaccine: ConsentVaccine) -> str:
    parts = (
        f"生产企业 {vaccine.maker}" if vaccine.maker else "",
        f"批号 {vaccine.lot_number}" if vaccine.lot_number else "",
        f"有效期至 {day(vaccine.expires_on)}" if vaccine.expires_on else "",
        _version(vaccine.text) if vaccine.text else "",
    )
    return "　".join(part for part in parts if part)


def _version(text: ConsentText | GeneralConsentText) -> str:
    return f"文本 {text.version}{'' if text.verified else '（待门诊核对）'}"


def _answer(yes: bool | None) -> str:
    if yes is None:
        return "□是　□否"
    return "■是　□否" if yes else "□是　■否"
