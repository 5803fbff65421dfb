"""The queue ticket (号票): a number to be called by, the five steps to tick, and how many wait before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.paper_values import Letterhead, with_marks
from clinic_app.printing.roll import Roll, RollPaper
from clinic_app.printing.wording import EXERCISE, plain_day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_TITLE = "号票"
_STEPS = ("□ ① 预检", "□ ② 登记", "□ ③ 告知", "□ ④ 接种", "□ ⑤ 留观 30 分钟")
_NOTES = "请按顺序来，一步也不跳。过号请找护士。\n带好接种证，孩子发热或不舒服请先告诉护士。"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTicket:
    """What stands on the ticket.

    Attributes:
        letterhead: its ticket becomes the bars. number: as it is called. name: masked or not as the clinic has chosen.
        waiting_before: people who are still to be called, None when nobody counted.
        at: local time, as "08:42".
    """

    letterhead: Letterhead
    number: str
    name: str
    on: date
    at: str = ""
    waiting_before: int | None = None


def number_ticket_pdf(
    ticket: NumberTicket, fonts_folder: Path, paper: RollPaper = RollPaper.MM_80, *, mark_missing: bool = False
) -> bytes:
    """Return the ticket on a roll of 80 or 58 mm.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText: the ticket is not printable ASCII. BarsDoNotFit: it is too long for the paper.
    """
    fonts = fonts_in(fonts_folder)
    ticket = with_marks(ticket, fonts) if mark_missing else ticket
    roll = Roll(paper, fonts)
    letterhead = ticket.letterhead
    if letterhead.practice:
        roll.heading(EXERCISE, 12)
    roll.heading(letterhead.clinic, 11)
    roll.framed("您的号", ticket.number, largest=54, smallest=20)
    roll.paragraph(ticket.name, 16, Weight.BOLD)
    roll.paragraph(f"{plain_day(ticket.on)} {ticket.at}".rstrip(), 11)
    if ticket.waiting_before is not None:
        roll.paragraph(f"前面还有 {ticket.waiting_before} 人", 13, Weight.BOLD)
    roll.rule()
    for step in _STEPS:
        roll.paragraph(step, 13)
    roll.rule()
    roll.paragraph(_NOTES, 9.5)
    if letterhead.ticket:
        roll.gap(2)
        roll.bars(letterhead.ticket)
    if letterhead.practice:
        roll.heading(EXERCISE, 12)
    return roll.pdf(_TITLE, letterhead.printed_on)
