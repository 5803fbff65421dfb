"""The appointment slip (预约单): when to come again, for which vaccines, on a roll or on A5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Fonts, Weight, fonts_in
from clinic_app.printing.pages import Pages
from clinic_app.printing.paper_values import Letterhead, with_marks
from clinic_app.printing.roll import Roll, RollPaper
from clinic_app.printing.wording import EXERCISE, HALF_DAYS, dose_words, long_day, plain_day, weekday, word

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from clinic_app.printing.page_frame import Paper

BRING = (
    "请带好预防接种证和孩子，按时前来。\n"
    "来前请量体温；发热、咳嗽、腹泻或正在用药，请先打电话。\n"
    "不能来时请打电话改期，错过了也请尽早补种。"
)
_TITLE = "预约单"
_NEXT = "下次接种"


@dataclass(frozen=True, slots=True)
class AppointedVaccine:
    """A vaccine expected that day; a dose number of 0 is left out. `why` is the sentence for the parent."""

    vaccine: str
    dose_number: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSlip:
    """What stands on the slip.

    Attributes:
        letterhead: its ticket becomes the bars: the code a nurse scans when the person comes.
        on: the day. half_day: `morning`, `afternoon`, empty for the whole day, or words such as 09:00-10:00.
        notes: sentences for the guardian; line breaks are kept.
    """

    letterhead: Letterhead
    name: str
    on: date
    half_day: str = ""
    vaccines: tuple[AppointedVaccine, ...] = ()
    notes: str = BRING


def appointment_slip_pdf(
    slip: AppointmentSlip,
    fonts_folder: Path,
    paper: RollPaper | Paper = RollPaper.MM_80,
    *,
    mark_missing: bool = False,
) -> bytes:
    """Return the slip on a roll of 80 or 58 mm, or on a sheet.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText: the ticket is not printable ASCII. BarsDoNotFit: it is too long for the paper.
    """
    fonts = fonts_in(fonts_folder)
    slip = with_marks(slip, fonts) if mark_missing else slip
    return _on_roll(slip, fonts, paper) if isinstance(paper, RollPaper) else _on_sheet(slip, fonts, paper)


def _on_roll(slip: AppointmentSlip, fonts: Fonts, paper: RollPaper) -> bytes:
    roll = Roll(paper, fonts)
    letterhead = slip.letterhead
    if letterhead.practice:
        roll.heading(EXERCISE, 12)
    roll.heading(letterhead.clinic, 11)
    roll.heading(_TITLE, 18)
    roll.rule()
    roll.paragraph(slip.name, 18, Weight.BOLD)
    roll.framed(_NEXT, plain_day(slip.on), largest=22, smallest=14)
    roll.heading(f"{weekday(slip.on)} {word(HALF_DAYS, slip.half_day)}".rstrip(), 16)
    for vaccine in slip.vaccines:
        roll.paragraph(dose_words(vaccine.vaccine, vaccine.dose_number), 12, Weight.BOLD)
        if vaccine.why:
            roll.paragraph(vaccine.why, 9.5)
    roll.gap(1)
    roll.paragraph(slip.notes, 9.5)
    if letterhead.phone:
        roll.paragraph(f"电话 {letterhead.phone}", 11, Weight.BOLD)
    if letterhead.ticket:
        roll.gap(2)
        roll.bars(letterhead.ticket)
    if letterhead.practice:
        roll.heading(EXERCISE, 12)
    return roll.pdf(_TITLE, letterhead.printed_on)


def _on_sheet(slip: AppointmentSlip, fonts: Fonts, paper: Paper) -> bytes:
    letterhead = slip.letterhead
    pages = Pages(paper, fonts, letterhead.head(_TITLE), letterhead.foot())
    pages.paragraph(slip.name, 18, Weight.BOLD)
    pages.gap(2)
    pages.framed(f"{_NEXT}　{long_day(slip.on)} {word(HALF_DAYS, slip.half_day)}".rstrip(), 16)
    pages.gap(2)
    for vaccine in slip.vaccines:
        pages.paragraph(f"· {dose_words(vaccine.vaccine, vaccine.dose_number)}", 14)
        if vaccine.why:
            pages.paragraph(f"　{vaccine.why}", 11)
    pages.rule()
    pages.paragraph(slip.notes, 12)
    if letterhead.phone:
        pages.paragraph(f"电话 {letterhead.phone}", 14, Weight.BOLD)
    return pages.pdf(_TITLE, letterhead.printed_on)
