"""The written choice (自愿自费选择书) of a guardian who takes a paid vaccine in the place of the free one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from clinic_app.printing.column import Signing
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Field, Pages
from clinic_app.printing.paper_values import Letterhead, PaperPerson, with_marks
from clinic_app.printing.wording import RELATIONS, day_to_write, dose_words, word, yuan

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from clinic_app.domain.consent_text import PaidChoiceText

_TITLE = "自愿自费选择书"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidChoice:
    """One paid vaccine and the free one it takes the place of; a combined vaccine has one of these for each free one.

    Attributes:
        free_name, paid_name: in full. free_dose_number: 0 when unknown.
        price_fen: for one dose, 0 leaves room to write. extra: what the paid one protects from besides, in words.
    """

    free_name: str
    paid_name: str
    free_dose_number: int = 0
    price_fen: int = 0
    maker: str = ""
    extra: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidChoiceForm:
    """What stands on the form."""

    letterhead: Letterhead
    person: PaperPerson
    choices: tuple[PaidChoice, ...]
    text: PaidChoiceText
    informed_by: str = ""
    signed_on: date | None = None


def paid_choice_form_pdf(form: PaidChoiceForm, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the form, A5.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText: the ticket is not printable ASCII.
    """
    fonts = fonts_in(fonts_folder)
    form = with_marks(form, fonts) if mark_missing else form
    mark = "" if form.text.verified else "（待门诊核对）"
    foot = form.letterhead.foot(f"文本 {form.text.version}{mark}")
    pages = Pages(Paper.A5, fonts, form.letterhead.head(_TITLE, form.person.about), foot)
    pages.numbered(form.text.statements)
    pages.gap(2)
    for _, choices in groupby(form.choices, key=lambda choice: (choice.paid_name, choice.price_fen, choice.maker)):
        _compose_choice(pages, list(choices))
    _compose_signatures(pages, form)
    return pages.pdf(_TITLE, form.letterhead.printed_on)


def _compose_choice(pages: Pages, choices: list[PaidChoice]) -> None:
    """Add one paid vaccine with every free one it takes the place of."""
    choice = choices[0]
    price = yuan(choice.price_fen) if choice.price_fen else "　　　　元"
    free = [dose_words(each.free_name, each.free_dose_number) for each in choices]
    pages.fields(
        [Field("可免费接种", "\n".join(free))],
        [Field("自愿选择", choice.paid_name)],
        [Field("生产企业", choice.maker, 2), Field("每剂价格", price, 1.4)],
        *([[Field("另可预防", choice.extra)]] if choice.extra else []),
    )
    pages.gap(1.5)
    pages.box_row("接种免费疫苗", "接种自费疫苗")
    pages.gap(2)


def _compose_signatures(pages: Pages, form: PaidChoiceForm) -> None:
    pages.paragraph(form.text.declaration, weight=Weight.BOLD, with_next=True)
    pages.signings(
        [Signing("监护人签名"), Signing("关系", word(RELATIONS, form.person.relation))],
        [Signing("告知人", form.informed_by), Signing("日期", day_to_write(form.signed_on))],
    )
