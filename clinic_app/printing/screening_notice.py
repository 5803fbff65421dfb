"""The screening notice (预检告知书): what was asked and told before the needle, for the guardian to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.column import Signing
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Field, Pages
from clinic_app.printing.paper_values import Letterhead, PaperPerson, with_marks
from clinic_app.printing.wording import RELATIONS, SEXES, day, day_to_write, word

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from clinic_app.printing.consent_form import AnsweredQuestion

_TITLE = "预防接种预检告知书"
_ASK = "请如实回答。有一项是“是”，请先告诉医生，由医生判断今天能不能接种。"
_TOLD = (
    "医务人员已告知疫苗的品种、作用、禁忌、可能的不良反应、现场留观和注意事项。",
    "接种完成后请在留观区坐满 30 分钟，没有不适再离开。",
    "接种当天多休息、多喝水；回家后高热、皮疹、呼吸困难或抽搐，请马上就医并打电话告诉我们。",
)
_RESULTS = ("可以接种", "暂缓接种", "有禁忌，不能接种")
_BASIS = "依据疫苗管理法第四十四条：接种前应告知并询问，并如实记录。问题各地版本不同，以门诊核对的为准。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningNotice:
    """What stands on the notice; everything that is empty leaves room to write.

    Attributes:
        vaccines: names. questions: as asked, with the answers given. temperature: in words. version: of the questions.
        result: `fit`, `postponed`, `contraindicated`, empty for none yet. advice: of the doctor.
    """

    letterhead: Letterhead
    person: PaperPerson
    questions: tuple[AnsweredQuestion, ...]
    vaccines: tuple[str, ...] = ()
    temperature: str = ""
    result: str = ""
    advice: str = ""
    doctor: str = ""
    on: date | None = None
    version: str = ""


def screening_notice_pdf(
    notice: ScreeningNotice, fonts_folder: Path, paper: Paper = Paper.A5, *, mark_missing: bool = False
) -> bytes:
    """Return the notice, A5 or A4.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText: the ticket is not printable ASCII.
    """
    fonts = fonts_in(fonts_folder)
    notice = with_marks(notice, fonts) if mark_missing else notice
    person = notice.person
    head = notice.letterhead.head(_TITLE, person.about)
    foot = notice.letterhead.foot(f"问题 {notice.version}" if notice.version else "")
    pages = Pages(paper, fonts, head, foot, dense=True)
    pages.fields(
        [Field("受种者", person.name, 3), Field("性别", word(SEXES, person.sex) if person.sex != "U" else "", 1)],
        [Field("出生日期", day(person.born_on), 2), Field("体温", notice.temperature, 1.2)],
        [Field("接种疫苗", "、".join(notice.vaccines))],
    )
    pages.gap(1)
    pages.paragraph(_ASK, 9.5, Weight.BOLD)
    rows = [(f"{number}. {question.text}", _answer(question.yes)) for number, question in _numbered(notice)]
    pages.table((("询问", 4.6), ("回答", 1.4)), rows, size=9.5)
    pages.gap(1)
    pages.numbered(_TOLD, 9.5)
    codes = ("fit", "postponed", "contraindicated")
    marks = [f"{'■' if notice.result == code else '□'}{text}" for code, text in zip(codes, _RESULTS, strict=True)]
    pages.paragraph(f"结论　{'　'.join(marks)}", 10.5, Weight.BOLD)
    pages.captioned("建议", notice.advice, 9.5)
    pages.signings(
        [Signing("预检医生", notice.doctor), Signing("日期", day_to_write(notice.on))],
        [Signing("监护人签名"), Signing("关系", word(RELATIONS, person.relation))],
    )
    pages.paragraph(_BASIS, 9)
    return pages.pdf(_TITLE, notice.letterhead.printed_on)


def _numbered(notice: ScreeningNotice) -> list[tuple[int, AnsweredQuestion]]:
    return list(enumerate(notice.questions, start=1))


def _answer(yes: bool | None) -> str:
    if yes is None:
        return "□是　□否"
    return "■是　□否" if yes else "□是　■否"
