"""What the village loudspeaker reads out (广播稿): whose children are to come when. Never a vaccine: that is health."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Pages
from clinic_app.printing.paper_values import Letterhead, with_marks
from clinic_app.printing.wording import HALF_DAYS, long_day, word

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_TITLE = "预防接种广播稿"
_READ = "请慢读两遍。只念名字，不念疫苗和电话。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """What is read out in one village.

    Attributes:
        children: names, in the order they are read. come_on: None for the next days of vaccination.
    """

    letterhead: Letterhead
    village: str
    children: tuple[str, ...]
    come_on: date | None = None
    half_day: str = ""


def broadcast_words(broadcast: Broadcast) -> str:
    """Return the text, a paragraph a line."""
    letterhead = broadcast.letterhead
    on = f"{long_day(broadcast.come_on)} {word(HALF_DAYS, broadcast.half_day)}".rstrip() if broadcast.come_on else ""
    return "\n".join(
        line
        for line in (
            f"{broadcast.village}的各位家长请注意。",
            f"请以下儿童家长{f'在{on}' if on else '尽快在接种日'}，带孩子和预防接种证到{letterhead.clinic}接种疫苗：",
            "，".join(broadcast.children) + "。",
            f"以上一共{len(broadcast.children)}名儿童。",
            "没有接种证的，请带户口簿或出生医学证明。发热、咳嗽、腹泻或正在用药的，请先打电话。",
            f"咨询电话{letterhead.phone}。" if letterhead.phone else "",
            "免疫规划疫苗由国家免费提供。谢谢各位家长。",
        )
        if line
    )


def broadcast_pdf(broadcast: Broadcast, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the text in letters large enough to read aloud, A4.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
    """
    fonts = fonts_in(fonts_folder)
    broadcast = with_marks(broadcast, fonts) if mark_missing else broadcast
    letterhead = broadcast.letterhead
    pages = Pages(Paper.A4, fonts, letterhead.head(_TITLE, broadcast.village), letterhead.foot())
    pages.paragraph(_READ, 11, Weight.BOLD)
    for line in broadcast_words(broadcast).split("\n"):
        pages.gap(3)
        pages.paragraph(line, 17)
    return pages.pdf(_TITLE, letterhead.printed_on)
