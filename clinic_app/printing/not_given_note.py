"""The note (未种说明) for the booklet when a visit ended with some vaccines given and some not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.column import Signing
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Pages
from clinic_app.printing.paper_values import Letterhead, PaperPerson, with_marks
from clinic_app.printing.wording import day_to_write, dose_words, long_day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_TITLE = "未种说明"


@dataclass(frozen=True, slots=True)
class SettledVaccine:
    """One planned vaccine; `reason` is why it was not given, empty when it was."""

    vaccine: str
    dose_number: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGivenNote:
    """What stands on the note. `again_on` is the day to come again, None leaves it to a call."""

    letterhead: Letterhead
    person: PaperPerson
    vaccines: tuple[SettledVaccine, ...]
    again_on: date | None = None
    nurse: str = ""
    on: date | None = None


def not_given_note_pdf(note: NotGivenNote, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the note, A5.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
    """
    fonts = fonts_in(fonts_folder)
    note = with_marks(note, fonts) if mark_missing else note
    head = note.letterhead.head(_TITLE, note.person.about)
    pages = Pages(Paper.A5, fonts, head, note.letterhead.foot())
    rows = [
        (dose_words(one.vaccine, one.dose_number), "未种" if one.reason else "已种", one.reason)
        for one in note.vaccines
    ]
    pages.table((("疫苗", 4), ("今天", 1.2), ("未种原因", 4)), rows, least_mm=8)
    pages.gap(2)
    if note.again_on is not None:
        pages.paragraph(f"没有种的疫苗，请于 {long_day(note.again_on)} 带接种证来补种。", 12, Weight.BOLD)
    else:
        pages.paragraph("没有种的疫苗，请打电话约定日期，尽早补种。", 12, Weight.BOLD)
    if note.letterhead.phone:
        pages.paragraph(f"咨询电话 {note.letterhead.phone}", 11)
    pages.signings([Signing("护士", note.nurse), Signing("日期", day_to_write(note.on))])
    return pages.pdf(_TITLE, note.letterhead.printed_on)
