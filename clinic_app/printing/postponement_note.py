"""The medical advice (医学建议单) to a guardian whose child is not vaccinated today: postponed or contraindicated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.column import Signing
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Field, Pages
from clinic_app.printing.paper_values import Letterhead, PaperPerson, with_marks
from clinic_app.printing.wording import day_to_write, long_day, word

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

RESULTS = {"postponed": "今天暂缓接种", "contraindicated": "有禁忌，不能接种"}
_TITLE = "预防接种医学建议单"
_BASIS = "依据疫苗管理法第四十四条，有接种禁忌不能接种的，应当给出医学建议并如实记录。"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementNote:
    """What stands on the note.

    Attributes:
        result: `postponed` or `contraindicated`. vaccines: names; empty means all of today's.
        findings: what was found, in words, a line each. temperature: in words, empty when not taken.
        advice: of the doctor. again_on: day of the next look, None where there is none.
        then: a sentence about what can be given then, empty where nobody can say.
    """

    letterhead: Letterhead
    person: PaperPerson
    result: str
    advice: str
    vaccines: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    temperature: str = ""
    again_on: date | None = None
    then: str = ""
    doctor: str = ""
    on: date | None = None


def postponement_note_pdf(note: PostponementNote, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the note, A5.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
    """
    fonts = fonts_in(fonts_folder)
    note = with_marks(note, fonts) if mark_missing else note
    head = note.letterhead.head(_TITLE, note.person.about)
    pages = Pages(Paper.A5, fonts, head, note.letterhead.foot())
    pages.framed(word(RESULTS, note.result), 15)
    pages.gap(2)
    pages.fields(
        [Field("疫苗", "、".join(note.vaccines) or "今天的全部疫苗")],
        [Field("体温", note.temperature)],
        [Field("情况", "\n".join(note.findings))],
    )
    pages.fields([Field("医学建议", note.advice)], least_mm=24)
    pages.gap(2)
    _compose_next(pages, note)
    pages.signings(
        [Signing("医生", note.doctor), Signing("日期", day_to_write(note.on))],
        [Signing("监护人签名")],
    )
    pages.paragraph(_BASIS, 9)
    return pages.pdf(_TITLE, note.letterhead.printed_on)


def _compose_next(pages: Pages, note: PostponementNote) -> None:
    if note.again_on is not None:
        pages.paragraph(f"请于 {long_day(note.again_on)} 带接种证再来，届时重新评估。", 12, Weight.BOLD)
    elif note.result == "postponed":
        pages.paragraph("身体恢复后请带接种证再来；来之前可先打电话。", 12, Weight.BOLD)
    if note.then:
        pages.paragraph(note.then, 12)
    if note.letterhead.phone:
        pages.paragraph(f"咨询电话 {note.letterhead.phone}", 11)
