"""The observation slip (留观条): who sits in the observation room until when, with bars to scan at the exit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.paper_values import with_marks
from clinic_app.printing.roll import Roll, RollPaper

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

STANDARD_NOTES = (
    "请在留观区坐满30分钟，看护好孩子。\n"
    "出现皮疹、面色苍白、呼吸困难、呕吐、抽搐等不适，请立即告诉护士。\n"
    "离开时请在出口扫描下面的条码。"
)
_PRACTICE = "练习 · 没有接种"


@dataclass(frozen=True, slots=True)
class SlipDose:
    """One dose of the visit as the slip names it.

    Attributes:
        vaccine: short name.
        dose_number: counted from 1.
        site: where on the body, in words; empty when unknown.
    """

    vaccine: str
    dose_number: int
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationSlip:
    """What stands on the slip, in the words to be printed.

    Attributes:
        clinic: name of the clinic.
        ticket: short code, printed as bars and below them; printable ASCII.
        name: of the person, masked or not as the clinic has chosen.
        doses: of this visit.
        given_at: time of the last injection, as "17:52".
        leave_at: when the person may leave, as "18:22".
        notes: sentences for the waiting person; line breaks are kept.
        phone: for questions at home; empty leaves the line out.
        practice: mark the slip as an exercise, above and below.
        printed_on: day in the metadata of the PDF, not on the paper.
    """

    clinic: str
    ticket: str
    name: str
    doses: tuple[SlipDose, ...]
    given_at: str
    leave_at: str
    notes: str = STANDARD_NOTES
    phone: str = ""
    practice: bool = False
    printed_on: date | None = None


def observation_slip(
    slip: ObservationSlip,
    fonts_folder: Path,
    paper: RollPaper = RollPaper.MM_80,
    *,
    mark_missing: bool = False,
) -> bytes:
    """Return the slip as a PDF of one page, as wide as the paper and as long as its text.

    Args:
        slip: what to print.
        fonts_folder: where the bundled fonts are.
        paper: roll of 80 or 58 mm.
        mark_missing: print 〓 for a character no font has, after the nurse has seen `unprintable_in`.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText: the ticket is not printable ASCII.
        BarsDoNotFit: the ticket is too long for the paper.
        FontFileMissing: the fonts are not in their folder.
    """
    fonts = fonts_in(fonts_folder)
    roll = Roll(paper, fonts)
    _compose(roll, with_marks(slip, fonts) if mark_missing else slip)
    return roll.pdf(f"留观条 {_PRACTICE}" if slip.practice else "留观条", slip.printed_on)


def _compose(roll: Roll, slip: ObservationSlip) -> None:
    if slip.practice:
        roll.heading(_PRACTICE, 16)
        roll.rule()
    roll.heading(slip.clinic, 11)
    roll.heading("留观条", 18)
    roll.rule()
    _compose_visit(roll, slip)
    roll.framed("可离开时间", slip.leave_at, largest=52, smallest=14)
    roll.paragraph(slip.notes, 9.5)
    if slip.phone:
        roll.paragraph(f"咨询电话 {slip.phone}", 11, Weight.BOLD)
    roll.gap(2)
    roll.bars(slip.ticket)
    if slip.practice:
        roll.rule()
        roll.heading(_PRACTICE, 16)


def _compose_visit(roll: Roll, slip: ObservationSlip) -> None:
    roll.paragraph(slip.name, 18, Weight.BOLD)
    for dose in slip.doses:
        roll.paragraph(_dose_line(dose), 11)
    roll.paragraph(f"接种时间 {slip.given_at}", 11)
    roll.gap(1.5)


def _dose_line(dose: SlipDose) -> str:
    return f"{dose.vaccine} 第{dose.dose_number}剂 {dose.site}".rstrip()
